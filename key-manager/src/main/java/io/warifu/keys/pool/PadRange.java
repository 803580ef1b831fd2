package io.warifu.keys.pool;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

    /** Ranges of one link by the number of their block, lowest number first. */
    static SortedMap<Long, List<PadRange>> byBlock(List<PadRange> ranges) {
        return ranges.stream()
                .collect(
                        Collectors.groupingBy(
                                PadRange::sequence, TreeMap::new, Collectors.toList()));
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
