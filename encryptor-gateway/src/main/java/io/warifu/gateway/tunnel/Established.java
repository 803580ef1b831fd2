package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.epoch.CarrierNames;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.epoch.LiveEpoch;
import io.warifu.gateway.frame.CarrierFaultException;
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
        FrameReader reader) {

    /**
     * The key under which this end sends, which holds {@code under} from now on.
     *
     * @throws CarrierFaultException EPOCH_UNKNOWN if the epoch is wiped; then nothing is held
     */
    DirectionKey holdToSend(EpochInUse under) throws CarrierFaultException {
        return under.hold(names, randomS, openedHere);
    }

    /** The same for the direction in which this end receives. */
    DirectionKey holdToReceive(EpochInUse under) throws CarrierFaultException {
        return under.hold(names, randomS, !openedHere);
    }

    /** The key under which this end receives, without a hold of the epoch. */
    DirectionKey receivingKey(LiveEpoch under) throws CarrierFaultException {
        return under.trafficKey(names, randomS, !openedHere);
    }
}
