package io.warifu.simulator.distill;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.chance.PublicShuffle;
import java.util.Arrays;

/**
 * The parities of one Cascade pass: the shuffled key cut into blocks, each block a binary tree of
 * parities down to single bits.
 *
 * <p>A node's number is {@code block * 2K + h}, with K the block length rounded up to a power of
 * two and h the place in a heap: root 1, children 2h and 2h + 1, leaves from K. Nodes past a
 * block's end are void: they cover no bit.
 */
final class ParityTree {

    private final int keyBits;
    private final int blockBits;
    private final int span;
    private final int blocks;
    private final int[] keyIndexOfSlot;
    private final int[] slotOfKeyIndex;
    private final byte[] parity;

    ParityTree(BitString key, int blockBits, long seed) {
        this.keyBits = key.length();
        this.blockBits = blockBits;
        this.span = blockBits <= 1 ? 1 : Integer.highestOneBit(blockBits - 1) << 1;
        this.blocks = (keyBits + blockBits - 1) / blockBits;
        this.keyIndexOfSlot = PublicShuffle.order(keyBits, seed);
        this.slotOfKeyIndex = new int[keyBits];
        this.parity = new byte[Math.multiplyExact(blocks, 2 * span)];
        for (int slot = 0; slot < keyBits; slot++) {
            slotOfKeyIndex[keyIndexOfSlot[slot]] = slot;
            parity[leafOfSlot(slot)] = (byte) key.bit(keyIndexOfSlot[slot]);
        }
        for (int block = 0; block < blocks; block++) {
            int base = block * 2 * span;
            for (int h = span - 1; h >= 1; h--) {
                parity[base + h] = (byte) (parity[base + 2 * h] ^ parity[base + 2 * h + 1]);
            }
        }
    }

    int blocks() {
        return blocks;
    }

    int nodes() {
        return parity.length;
    }

    int root(int block) {
        return block * 2 * span + 1;
    }

    boolean isRoot(int node) {
        return place(node) == 1;
    }

    boolean isLeaf(int node) {
        return place(node) >= span;
    }

    int parent(int node) {
        return base(node) + place(node) / 2;
    }

    int left(int node) {
        return base(node) + 2 * place(node);
    }

    int leafOf(int keyIndex) {
        return leafOfSlot(slotOfKeyIndex[keyIndex]);
    }

    int keyIndexOf(int leaf) {
        return keyIndexOfSlot[base(leaf) / (2 * span) * blockBits + place(leaf) - span];
    }

    /** How many key bits lie under a node; 0 for a void node and for a number that is no node. */
    int coveredBits(int node) {
        int h = place(node);
        if (node < 0 || node >= parity.length || h == 0) {
            return 0;
        }
        int level = 31 - Integer.numberOfLeadingZeros(h);
        int width = span >> level;
        int start = (h << Integer.numberOfTrailingZeros(width)) - span;
        int block = base(node) / (2 * span);
        int length = Math.min(blockBits, keyBits - block * blockBits);
        return Math.clamp(length - start, 0, width);
    }

    int parity(int node) {
        return parity[node];
    }

    void flip(int node) {
        parity[node] ^= 1;
    }

    void wipe() {
        Arrays.fill(parity, (byte) 0);
    }

    private int leafOfSlot(int slot) {
        return slot / blockBits * 2 * span + span + slot % blockBits;
    }

    private int base(int node) {
        return node & -(2 * span);
    }

    private int place(int node) {
        return node & (2 * span - 1);
    }
}
