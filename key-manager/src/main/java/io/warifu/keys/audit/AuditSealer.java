package io.warifu.keys.audit;

import io.warifu.keys.vault.SigningKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.scheduling.annotation.Scheduled;

/** Signs the end of the chain once an hour. */
public final class AuditSealer {

    private static final long INTERVAL_MILLIS = 3_600_000;
    private static final long FIRST_MILLIS = 60_000;

    private final AuditTable table;
    private final SigningKey key;
    private final InstantSource clock;

    AuditSealer(AuditTable table, SigningKey key, InstantSource clock) {
        this.table = table;
        this.key = key;
        this.clock = clock;
    }

    @Scheduled(initialDelay = FIRST_MILLIS, fixedDelay = INTERVAL_MILLIS)
    public void seal() {
        AuditTable.Head head = table.head();
        if (head.position() > 0) {
            // The database keeps microseconds.
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            byte[] signature = key.sign(signed(head.position(), head.hash(), now));
            table.seal(new AuditTable.Seal(head.position(), head.hash(), now, signature));
        }
    }

    /** Position (8 bytes), hash (32), time as seconds (8) and nanoseconds (4), big-endian. */
    static byte[] signed(long position, byte[] hash, Instant at) {
        return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + hash.length)
                .putLong(position)
                .put(hash)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .array();
    }
}
