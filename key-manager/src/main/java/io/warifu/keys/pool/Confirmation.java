package io.warifu.keys.pool;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Blocks that one end asks the other to compare, as it stands in JSON.
 *
 * <p>The tag is a one-time tag over a block's bytes from 32 on, under its first 32 bytes. It tells
 * nothing about them to whoever does not know those 32, so it may be stored and sent openly.
 */
record Confirmation(long epoch, List<Entry> blocks) {

    static final int MAX_BLOCKS = 64;

    Confirmation {
        blocks = List.copyOf(blocks);
        if (epoch < 1 || blocks.size() > MAX_BLOCKS) {
            throw new IllegalArgumentException("a confirmation names at most 64 blocks");
        }
    }

    /**
     * One block.
     *
     * @param discard this end has no room for it: both burn it
     */
    @SuppressWarnings("ArrayRecordComponent") // Read-only wire form; compared in constant time.
    record Entry(long sequence, UUID blockId, int lengthBytes, byte[] tag, boolean discard) {

        Entry {
            Objects.requireNonNull(blockId);
            Objects.requireNonNull(tag);
        }
    }

    /** The verdicts in the order of the blocks, with the epoch of the end that gives them. */
    record Answer(long epoch, List<Verdict> verdicts) {

        Answer {
            verdicts = List.copyOf(verdicts);
        }
    }
}
