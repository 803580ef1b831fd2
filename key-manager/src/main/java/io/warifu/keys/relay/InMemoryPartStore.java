package io.warifu.keys.relay;

import io.warifu.kernel.secret.SecretBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Parts in memory: for tests and as the plain statement of the contract. */
final class InMemoryPartStore implements PartStore {

    private final Map<UUID, List<Part>> batches = new HashMap<>();

    @Override
    public synchronized Added add(Part part) {
        UUID batch = part.manifest().batch();
        List<Part> parts = batches.computeIfAbsent(batch, _ -> new ArrayList<>());
        boolean fits =
                parts.stream()
                        .allMatch(other ->
                                other.manifest().equals(part.manifest())
                                        && other.number() != part.number()
                                        && other.path().getFirst().equals(part.path().getFirst()));
        if (!fits) {
            forget(batch);
            return new Added.Differs();
        }
        SecretBytes copy = SecretBytes.takeFrom(part.load().exposeForWire());
        parts.add(new Part(part.number(), part.path(), part.manifest(), copy));
        if (parts.size() < part.manifest().parts()) {
            return new Added.Incomplete();
        }
        batches.remove(batch);
        parts.sort(Comparator.comparingInt(Part::number));
        return new Added.Complete(parts);
    }

    @Override
    public synchronized int expire(Instant now) {
        List<UUID> old =
                batches.entrySet().stream()
                        .filter(entry ->
                                !entry.getValue().getFirst().manifest().expiresAt().isAfter(now))
                        .map(Map.Entry::getKey)
                        .toList();
        old.forEach(this::forget);
        return old.size();
    }

    private void forget(UUID batch) {
        List<Part> parts = batches.remove(batch);
        if (parts != null) {
            parts.forEach(part -> part.load().close());
        }
    }
}
