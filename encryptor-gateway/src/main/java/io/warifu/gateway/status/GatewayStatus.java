package io.warifu.gateway.status;

import io.warifu.gateway.ledger.KeyMode;
import io.warifu.gateway.pair.PairState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The gateway at one moment.
 *
 * @param carriersOpen with a local connection
 * @param carriersParked opened ahead
 * @param strangers refusals of connections that named no known peer, by reason
 */
record GatewayStatus(
        String site,
        int carriersOpen,
        int carriersParked,
        List<PeerStatus> peers,
        Map<String, Long> strangers) {

    /**
     * One peer.
     *
     * @param reason why the state is not GREEN
     * @param inUse the epoch that is sent under
     * @param inHand confirmed epochs that wait
     * @param faults refusals and cuts since the start, by reason; reasons that never occurred are
     *     left out
     */
    record PeerStatus(
            String site,
            PairState state,
            Optional<String> reason,
            Optional<EpochStatus> inUse,
            List<EpochStatus> inHand,
            int carriersOpen,
            long carriersOpened,
            long carriersAccepted,
            long bytesSent,
            long bytesReceived,
            Map<String, Long> faults) {}

    /** One epoch by its names; its keys are nowhere to be had. */
    record EpochStatus(
            int epoch,
            Optional<UUID> keyId,
            KeyMode mode,
            long ageSeconds,
            long secondsLeft,
            int carriers,
            long bytes) {}
}
