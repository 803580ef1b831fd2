package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.store.IssuedKey;
import io.warifu.keys.store.WaitingKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Fresh end keys of one request on their way from the master's site to the slave's.
 *
 * @param material all keys one after another, in the order of {@code keyIds}
 */
public record Consignment(
        SaeId master,
        SaeId slave,
        SiteId source,
        SiteId destination,
        List<UUID> keyIds,
        int sizeBits,
        SecretBytes material,
        Instant expiresAt)
        implements AutoCloseable {

    public static final int MAX_KEYS = 128;
    public static final int MIN_KEY_BITS = 64;
    public static final int MAX_KEY_BITS = 4096;

    public Consignment {
        keyIds = List.copyOf(keyIds);
        if (material.lengthBits() != keyIds.size() * sizeBits) {
            throw new IllegalArgumentException("the key material does not fit the ids");
        }
    }

    /** Each key on its own; the caller closes them. */
    public List<SecretBytes> keys() {
        int bytes = sizeBits / 8;
        return material.use(all -> {
            List<SecretBytes> keys = new ArrayList<>(keyIds.size());
            for (int at = 0; at < all.length; at += bytes) {
                keys.add(SecretBytes.takeFrom(Arrays.copyOfRange(all, at, at + bytes)));
            }
            return keys;
        });
    }

    /** The keys as the slave's site keeps them until {@code expiry}. */
    public List<WaitingKey> waiting(Instant expiry) {
        List<SecretBytes> keys = keys();
        List<WaitingKey> waiting = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            waiting.add(new WaitingKey(keyIds.get(i), master, slave, source, keys.get(i), expiry));
        }
        return waiting;
    }

    /** The note the source keeps of keys it hands to the master. */
    public List<IssuedKey> issued(Instant now) {
        return keyIds.stream()
                .map(id -> new IssuedKey(id, master, slave, destination, sizeBits, now, expiresAt))
                .toList();
    }

    @Override
    public void close() {
        material.close();
    }
}
