package io.warifu.keys.hybrid;

import io.warifu.kernel.secret.SecretBytes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Epochs in memory: for tests and as the plain statement of the contract. */
final class InMemoryEpochStore implements EpochStore {

    private final Map<UUID, HybridEpoch> epochs = new HashMap<>();

    @Override
    public synchronized Put put(HybridEpoch epoch) {
        if (epochs.containsKey(epoch.id())) {
            return Put.ID_IN_USE;
        }
        long alive =
                epochs.values().stream()
                        .filter(other -> other.initiator().equals(epoch.initiator()))
                        .count();
        if (alive >= MAX_EPOCHS_PER_INITIATOR) {
            return Put.FULL;
        }
        epochs.put(epoch.id(), copy(epoch));
        return Put.STORED;
    }

    @Override
    public synchronized Optional<HybridEpoch> find(UUID id) {
        return Optional.ofNullable(epochs.get(id)).map(InMemoryEpochStore::copy);
    }

    @Override
    public synchronized int expire(Instant now) {
        int before = epochs.size();
        epochs.values()
                .removeIf(epoch -> {
                    boolean expired = !now.isBefore(epoch.keepUntil());
                    if (expired) {
                        epoch.secret().close();
                    }
                    return expired;
                });
        return before - epochs.size();
    }

    private static HybridEpoch copy(HybridEpoch epoch) {
        return new HybridEpoch(
                epoch.id(),
                epoch.initiator(),
                epoch.responder(),
                epoch.transcript(),
                epoch.secret().use(SecretBytes::copyOf),
                epoch.madeAt(),
                epoch.keepUntil());
    }
}
