package io.warifu.simulator.handover;

/** How far the agreement of the two ends about one block has come; codes stand in files. */
enum BlockStage {
    /** This end holds the block; only the other end can say whether it counts. */
    PREPARED(1),
    /** It counts; this end does not know yet whether the other end knows that. */
    COMMITTED(2),
    /** It counts, and both ends know. */
    CONFIRMED(3);

    private static final BlockStage[] ALL = values();

    private final int code;

    BlockStage(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static BlockStage ofCode(int code) {
        if (code < 1 || code > ALL.length) {
            throw new IllegalArgumentException("no stage of a block: " + code);
        }
        return ALL[code - 1];
    }
}
