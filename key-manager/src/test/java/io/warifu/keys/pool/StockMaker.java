package io.warifu.keys.pool;

import java.time.InstantSource;

/** Makes the stocks that a contract is tried on. */
interface StockMaker {

    /** A new, empty stock with its ledger. */
    TwoEnds.End end(StockRules rules, InstantSource clock);

    default TwoEnds ends() {
        return TwoEnds.of(this::end);
    }

    default TwoEnds filled(int blocks) {
        return ends().filled(1, blocks);
    }

    /** Bytes of a pad, counted from where a block has its first. */
    static PadRange range(long sequence, int offset, int length) {
        return new PadRange(1, sequence, KeyBlock.CONFIRMATION_BYTES + offset, length);
    }
}
