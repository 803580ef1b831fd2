package io.warifu.simulator.reconcile;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.chance.PublicShuffle;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the bits of a frame lie in the blocks of one pass. It is public, holds no key, and is the
 * same for all frames of a key: their errors are independent of each other.
 *
 * <p>A block is a binary tree over {@code 2^rootLevel} slots. The node {@code index} of a level
 * covers the slots from {@code index << level} on; level 0 is single bits. A block whose length is
 * no power of two has void slots, spread evenly so that every node halves what it covers. The first
 * pass leaves the bits where they are.
 */
final class PassLayout {

    /** Passes of so few blocks get masks, so that a frame's blocks are known without shuffling. */
    static final int MAX_MASKED_BLOCKS = 4;

    private final int blocks;
    private final int rootLevel;
    private final boolean full;
    private final boolean inPlace;
    private final int bits;
    private final int blockBits;
    private final int slots;
    private final long shuffleSeed;
    private final long @Nullable [][] masks;
    private @Nullable Places places;

    /** Which bit is where: 64 KiB for the longest frame, so it is made when it is asked for. */
    @SuppressWarnings("ArrayRecordComponent") // passes references; never compared
    private record Places(char[] keyOfSlot, char[] slotOfKey, long[] used) {}

    private PassLayout(CascadePlan plan, int pass, long seed) {
        this.bits = plan.frameBits();
        this.blockBits = plan.blockBits(pass);
        this.blocks = plan.blocks(pass);
        this.rootLevel = 32 - Integer.numberOfLeadingZeros(blockBits - 1);
        this.slots = ((blocks << rootLevel) + 63) & -64;
        this.full = blocks << rootLevel == bits && (bits & 63) == 0;
        this.inPlace = pass == 0 && full;
        this.shuffleSeed = seed + pass;
        if (pass == 0) {
            place(null);
            this.masks = blocks <= MAX_MASKED_BLOCKS ? masks() : null;
        } else if (blocks == 2) {
            this.masks = halves();
        } else {
            place(PublicShuffle.order(bits, shuffleSeed));
            this.masks = blocks <= MAX_MASKED_BLOCKS ? masks() : null;
        }
    }

    /** Lays the bits in {@code order} into the blocks, one after the other. */
    private Places place(int @Nullable [] order) {
        char[] keyOfSlot = new char[slots];
        char[] slotOfKey = new char[bits];
        long[] used = new long[slots >>> 6];
        // Void slots read the bit after the frame, which is always zero.
        Arrays.fill(keyOfSlot, (char) bits);
        for (int block = 0; block < blocks; block++) {
            int from = block * blockBits;
            int length = Math.min(blockBits, bits - from);
            for (int i = 0; i < length; i++) {
                int key = order == null ? from + i : order[from + i];
                int slot = (block << rootLevel) + (int) (((long) i << rootLevel) / length);
                keyOfSlot[slot] = (char) key;
                slotOfKey[key] = (char) slot;
                used[slot >>> 6] |= 1L << slot;
            }
        }
        Places made = new Places(keyOfSlot, slotOfKey, used);
        places = made;
        return made;
    }

    private Places places() {
        Places made = places;
        return made == null ? place(orderOfHalves()) : made;
    }

    /** Two blocks are a random choice of bits: their order is only needed to search them. */
    private long[][] halves() {
        long[] second = PublicShuffle.choice(bits, bits - blockBits, shuffleSeed);
        long[][] made = new long[2][BitString.wordsFor(bits + 1)];
        for (int w = 0; w < second.length; w++) {
            made[0][w] = ~second[w];
            made[1][w] = second[w];
        }
        if ((bits & 63) != 0) {
            made[0][second.length - 1] &= (1L << bits) - 1;
        }
        return made;
    }

    private int[] orderOfHalves() {
        int[] shuffled = PublicShuffle.order(bits, ~shuffleSeed);
        int[] order = new int[bits];
        int[] next = {0, blockBits};
        for (int key : shuffled) {
            order[next[blockOfKey(key)]++] = key;
        }
        return order;
    }

    private long[][] masks() {
        char[] slotOfKey = places().slotOfKey;
        long[][] made = new long[blocks][BitString.wordsFor(bits + 1)];
        for (int key = 0; key < bits; key++) {
            made[slotOfKey[key] >>> rootLevel][key >>> 6] |= 1L << key;
        }
        return made;
    }

    static PassLayout[] all(CascadePlan plan, long seed) {
        PassLayout[] layouts = new PassLayout[plan.passes()];
        for (int pass = 0; pass < layouts.length; pass++) {
            layouts[pass] = new PassLayout(plan, pass, seed);
        }
        return layouts;
    }

    int blocks() {
        return blocks;
    }

    int rootLevel() {
        return rootLevel;
    }

    /** Slots of the pass, rounded up to whole words. */
    int slots() {
        return slots;
    }

    int slotOfKey(int key) {
        return places().slotOfKey[key];
    }

    int blockOfKey(int key) {
        if (masks != null && blocks == 2) {
            return (int) (masks[1][key >>> 6] >>> key) & 1;
        }
        return slotOfKey(key) >>> rootLevel;
    }

    int keyOfSlot(int slot) {
        return places().keyOfSlot[slot];
    }

    /** Whether the blocks' parities can be had from the frame itself. */
    boolean isMasked() {
        return masks != null;
    }

    /** Whether slots are the frame's own places. */
    boolean isInPlace() {
        return inPlace;
    }

    /** The frame's bits in the order of the slots; the frame itself if they do not move. */
    long[] arrange(long[] frame) {
        if (inPlace) {
            return frame;
        }
        char[] keyOfSlot = places().keyOfSlot;
        long[] words = new long[slots >>> 6];
        for (int w = 0; w < words.length; w++) {
            long word = 0;
            int slot = w << 6;
            for (int i = 0; i < 64; i++) {
                int key = keyOfSlot[slot + i];
                word |= ((frame[key >>> 6] >>> key) & 1) << i;
            }
            words[w] = word;
        }
        return words;
    }

    /** Parity of a block of a masked pass. */
    int rootParity(long[] frame, int block) {
        long[] mask = Objects.requireNonNull(masks)[block];
        long sum = 0;
        for (int w = 0; w < mask.length; w++) {
            sum ^= frame[w] & mask[w];
        }
        return Long.bitCount(sum) & 1;
    }

    /** Parity of the bits under a node; {@code words} are arranged. */
    static int parity(long[] words, int level, int index) {
        int start = index << level;
        if (level < 6) {
            return Long.bitCount((words[start >>> 6] >>> start) << -(1 << level)) & 1;
        }
        long sum = 0;
        int end = (start >>> 6) + (1 << (level - 6));
        for (int w = start >>> 6; w < end; w++) {
            sum ^= words[w];
        }
        return Long.bitCount(sum) & 1;
    }

    /** Whether the node exists and both its children cover bits. */
    boolean isSplittable(int level, int index) {
        if (level < 1 || level > rootLevel || index < 0 || index >= blocks << (rootLevel - level)) {
            return false;
        }
        return full || (isUsed(level - 1, 2 * index) && isUsed(level - 1, 2 * index + 1));
    }

    /** Whether the node covers any bit. */
    boolean isUsed(int level, int index) {
        long[] used = places().used;
        int start = index << level;
        if (level < 6) {
            return (used[start >>> 6] >>> start) << -(1 << level) != 0;
        }
        int end = (start >>> 6) + (1 << (level - 6));
        for (int w = start >>> 6; w < end; w++) {
            if (used[w] != 0) {
                return true;
            }
        }
        return false;
    }
}
