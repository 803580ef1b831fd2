package io.warifu.keys.pool;

import java.util.Comparator;
import java.util.List;

/**
 * A piece of one QKD block: bytes {@code offset} to {@code offset + length} of block {@code
 * sequence} in {@code epoch} of its link. It says where a pad lies and holds no key.
 */
public record PadRange(long epoch, long sequence, int offset, int length) {

    public PadRange {
        if (epoch < 1
                || sequence < 1
                || offset < KeyBlock.CONFIRMATION_BYTES
                || length < 1
                || offset > KeyBlock.MAX_BYTES - length) {
            throw new IllegalArgumentException(
                    "a pad range has a positive epoch and sequence and lies within a block");
        }
    }

    int end() {
        return offset + length;
    }

    /** Whether ranges of one block name a byte twice. */
    static boolean overlap(List<PadRange> ranges) {
        List<PadRange> sorted =
                ranges.stream().sorted(Comparator.comparingInt(PadRange::offset)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).offset() < sorted.get(i - 1).end()) {
                return true;
            }
        }
        return false;
    }
}
