package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.hybrid.EndToEnd;
import io.warifu.keys.hybrid.HybridContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** A hybrid of no secrecy that binds the context: enough to see that both ends mix alike. */
final class HybridForTests implements EndToEnd {

    private final Set<UUID> epochs = new HashSet<>();
    boolean agrees;
    boolean forgets;

    @Override
    public synchronized Optional<UUID> epochWith(SiteId destination, int keys) {
        UUID epoch = UUID.randomUUID();
        epochs.add(epoch);
        return agrees ? Optional.of(epoch) : Optional.empty();
    }

    @Override
    public synchronized SecretBytes mask(UUID epoch, HybridContext context) {
        if (!epochs.contains(epoch) || (forgets && !epochs.remove(epoch))) {
            throw new UnknownEpochException(epoch);
        }
        byte[] bytes = new byte[context.sizeBits() / 8];
        new SplittableRandom(epoch.hashCode() ^ context.hashCode()).nextBytes(bytes);
        return SecretBytes.takeFrom(bytes);
    }

    @Override
    public SecretBytes derive(UUID epoch, HybridContext context, SecretBytes relayed) {
        try (SecretBytes mask = mask(epoch, context)) {
            return relayed.xor(mask);
        }
    }
}
