package io.warifu.gateway.pair;

import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.kernel.id.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A site pair at one moment, as seen from this end. It holds names of keys, never keys.
 *
 * @param reason why it is not GREEN, as a stable code; empty if it is
 * @param session names the common life of both processes; empty before the first handshake
 * @param connected whether the control connection stands
 * @param leading whether this end makes the next epoch
 * @param inUse the epoch that is sent under; empty in RED after an end, and before the first
 * @param inHand confirmed epochs that wait for their use, the next one first
 * @param fading epochs before the present one, of which a carrier still holds a key
 * @param burntKeys fetched and never used, since the start
 */
public record PairSnapshot(
        SiteId peer,
        String saeId,
        PairState state,
        Optional<String> reason,
        Policy policy,
        Optional<UUID> session,
        boolean connected,
        boolean leading,
        Optional<EpochView> inUse,
        List<EpochView> inHand,
        List<EpochView> fading,
        long epochsConfirmed,
        long burntKeys) {

    /**
     * One epoch.
     *
     * @param age since it came into use here, or was confirmed
     * @param left until nothing more may be sent under it, or until it expires unused
     */
    public record EpochView(
            int epoch,
            Optional<UUID> keyId,
            KeyMode mode,
            Duration age,
            Duration left,
            EpochTotals totals) {}
}
