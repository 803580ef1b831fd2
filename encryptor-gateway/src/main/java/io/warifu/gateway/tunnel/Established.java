package io.warifu.gateway.tunnel;

import io.warifu.gateway.epoch.CarrierNames;
import io.warifu.gateway.epoch.EpochInUse;
import java.net.Socket;

/**
 * A carrier whose both ends can work out its traffic keys.
 *
 * @param openedHere whether this end is the opener
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared or printed.
record Established(
        PeerLink link,
        String service,
        EpochInUse epoch,
        CarrierNames names,
        byte[] randomS,
        boolean openedHere,
        Socket wire,
        FrameReader reader) {}
