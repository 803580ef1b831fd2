package io.warifu.ingest.backup;

/**
 * How far versions have come: safe when all share servers have receipted their packs and the
 * catalogue segment that names them, at risk when enough to restore have but not all, else pending.
 */
public record Safety(long versions, long safe, long atRisk) {

    /** Of no version at all. */
    public static final Safety NONE = new Safety(0, 0, 0);

    public long pending() {
        return versions - safe - atRisk;
    }
}
