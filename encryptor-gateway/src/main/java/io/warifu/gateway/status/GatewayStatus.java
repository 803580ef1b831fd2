package io.warifu.gateway.status;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The gateway at one moment.
 *
 * @param strangers refusals of connections that named no known peer, by reason
 */
record GatewayStatus(
        String site, int carriersOpen, List<PeerStatus> peers, Map<String, Long> strangers) {

    /**
     * One peer.
     *
     * @param openingKeys under which this gateway opens carriers; at most one
     * @param acceptedKeys under which the peer opens carriers
     * @param faults refusals and cuts since the start, by reason; reasons that never occurred are
     *     left out
     */
    record PeerStatus(
            String site,
            List<KeyInUse> openingKeys,
            List<KeyInUse> acceptedKeys,
            int carriersOpen,
            long carriersOpened,
            long carriersAccepted,
            long bytesSent,
            long bytesReceived,
            Map<String, Long> faults) {}

    /** One key by its name; the key itself is nowhere to be had. */
    record KeyInUse(UUID keyId, long ageSeconds, int carriers, long bytes) {}
}
