package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The epochs of this site with all others.
 *
 * <p>Guarantee: an epoch serves keys from its initiator to its responder only, and never after its
 * time. Those this process initiated live in its memory, because nobody else sends under them;
 * those of other sites lie sealed in the database and are remembered here for a while.
 */
final class HybridEpochs implements EndToEnd {

    /** Epochs are wiped from memory so long after their time, when no thread can be using them. */
    static final Duration WIPE_AFTER = Duration.ofMinutes(1);

    private final SiteId own;
    private final SiteSigner signer;
    private final EpochPeers peers;
    private final EpochStore store;
    private final InstantSource clock;
    private final Map<SiteId, EpochInitiator> initiators = new ConcurrentHashMap<>();
    private final Map<UUID, HybridEpoch> known = new ConcurrentHashMap<>();

    HybridEpochs(
            SiteId own,
            SiteSigner signer,
            EpochPeers peers,
            EpochStore store,
            InstantSource clock) {
        this.own = own;
        this.signer = signer;
        this.peers = peers;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<UUID> epochWith(SiteId destination, int keys) {
        return initiators
                .computeIfAbsent(destination, this::initiator)
                .take(keys)
                .map(HybridEpoch::id);
    }

    @Override
    public SecretBytes mask(UUID epoch, HybridContext context) {
        return KeyMixer.mask(serving(epoch, context), context);
    }

    @Override
    public SecretBytes derive(UUID epoch, HybridContext context, SecretBytes relayed) {
        return KeyMixer.derive(serving(epoch, context), context, relayed);
    }

    /** Forgets what has expired, here and in the database; says how many the latter held. */
    int expire() {
        Instant now = clock.instant();
        known.values()
                .removeIf(epoch -> {
                    boolean old = !now.isBefore(epoch.keepUntil().plus(WIPE_AFTER));
                    if (old) {
                        epoch.secret().close();
                    }
                    return old;
                });
        return store.expire(now);
    }

    /** Epochs in memory. */
    int remembered() {
        return known.size();
    }

    private EpochInitiator initiator(SiteId destination) {
        return new EpochInitiator(
                own, destination, signer, peers, clock, epoch -> known.put(epoch.id(), epoch));
    }

    private HybridEpoch serving(UUID id, HybridContext context) {
        HybridEpoch epoch = known.get(id);
        if (epoch == null) {
            epoch = store.find(id).orElseThrow(() -> new UnknownEpochException(id));
            HybridEpoch before = known.putIfAbsent(id, epoch);
            if (before != null) {
                epoch.secret().close();
                epoch = before;
            }
        }
        if (!epoch.serves(context, clock.instant())) {
            throw new UnknownEpochException(id);
        }
        return epoch;
    }
}
