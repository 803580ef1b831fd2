package io.warifu.keys.audit;

import io.warifu.keys.vault.SigningKey;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Recomputes the chain from its beginning. */
public final class AuditVerifier {

    private static final int ROWS_PER_READ = 1000;

    private final AuditTable table;
    private final SigningKey key;

    AuditVerifier(AuditTable table, SigningKey key) {
        this.table = table;
        this.key = key;
    }

    /** What verification found. */
    public sealed interface Finding {}

    /**
     * Every event stands where it was put.
     *
     * @param head hash of the newest, in hexadecimal digits
     * @param seals signed ends of the chain that were checked
     */
    public record Whole(long events, String head, long seals, long notYetChained)
            implements Finding {}

    /** The event at this position, or one before it, was changed, added or removed. */
    public record Broken(long position) implements Finding {}

    public Finding verify() {
        byte[] before = new byte[ChainedEvent.HASH_BYTES];
        long position = 0;
        Map<Long, AuditTable.Seal> seals = new HashMap<>();
        table.seals().forEach(seal -> seals.put(seal.position(), seal));
        long checked = 0;
        List<AuditTable.Row> rows = table.chained(0, ROWS_PER_READ);
        while (!rows.isEmpty()) {
            for (AuditTable.Row row : rows) {
                position++;
                before = row.event().hash(before);
                if (row.event().position() != position
                        || !MessageDigest.isEqual(before, row.hash())) {
                    return new Broken(position);
                }
                AuditTable.Seal seal = seals.remove(position);
                if (seal != null) {
                    if (!holds(seal, before)) {
                        return new Broken(position);
                    }
                    checked++;
                }
            }
            rows = table.chained(position, ROWS_PER_READ);
        }
        if (!seals.isEmpty()) {
            // What was signed is not there any more.
            return new Broken(position + 1);
        }
        return new Whole(position, HexFormat.of().formatHex(before), checked, table.looseCount());
    }

    private boolean holds(AuditTable.Seal seal, byte[] hash) {
        return MessageDigest.isEqual(seal.hash(), hash)
                && key.verifies(
                        AuditSealer.signed(seal.position(), hash, seal.signedAt()),
                        seal.signature());
    }
}
