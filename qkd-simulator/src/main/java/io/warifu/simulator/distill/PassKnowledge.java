package io.warifu.simulator.distill;

import io.warifu.simulator.bits.BitString;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * What Bob knows in one pass: the tree over his own key, for which nodes he has learnt Alice's
 * parity, and at which of those the two differ now ("odd" nodes: they hold an odd number of
 * errors).
 *
 * <p>Every node ever learnt stays of use: this is the sub-block reuse of the opt(8) variant. A
 * node's children are always learnt together, since one follows from the other.
 */
final class PassKnowledge {

    private final ParityTree tree;
    private final BitSet known;
    private final BitSet odd;

    PassKnowledge(BitString key, int blockBits, long seed) {
        this.tree = new ParityTree(key, blockBits, seed);
        this.known = new BitSet(tree.nodes());
        this.odd = new BitSet(tree.nodes());
    }

    ParityTree tree() {
        return tree;
    }

    /** Alice's parity of a whole block. */
    void learnRoot(int block, int parityOfAlice) {
        int root = tree.root(block);
        learn(root, parityOfAlice != tree.parity(root));
    }

    /** Alice's parity of the left child of {@code node}; the right one follows. */
    void learnLeftOf(int node, int parityOfAlice) {
        int left = tree.left(node);
        boolean leftOdd = parityOfAlice != tree.parity(left);
        learn(left, leftOdd);
        learn(left + 1, leftOdd != odd.get(node));
    }

    boolean isRootOdd(int block) {
        return odd.get(tree.root(block));
    }

    /** Bob has corrected a bit: every known parity over it changes sides. */
    void flip(int keyIndex) {
        int node = tree.leafOf(keyIndex);
        while (true) {
            tree.flip(node);
            if (known.get(node)) {
                odd.flip(node);
            }
            if (tree.isRoot(node)) {
                return;
            }
            node = tree.parent(node);
        }
    }

    /** A key position known to be wrong, or -1. */
    int wrongPosition() {
        for (int node = odd.nextSetBit(0); node >= 0; node = odd.nextSetBit(node + 1)) {
            if (tree.isLeaf(node)) {
                return tree.keyIndexOf(node);
            }
        }
        return -1;
    }

    /** The fewest bits under a node where a search can go on; MAX_VALUE if there is none. */
    int smallestOpenBits() {
        int smallest = Integer.MAX_VALUE;
        for (int node = odd.nextSetBit(0); node >= 0; node = odd.nextSetBit(node + 1)) {
            if (isOpen(node)) {
                smallest = Math.min(smallest, tree.coveredBits(node));
            }
        }
        return smallest;
    }

    /** The nodes where a search can go on: odd, children unknown. */
    void forEachOpen(IntConsumer action) {
        for (int node = odd.nextSetBit(0); node >= 0; node = odd.nextSetBit(node + 1)) {
            if (isOpen(node)) {
                action.accept(node);
            }
        }
    }

    void wipe() {
        tree.wipe();
    }

    private boolean isOpen(int node) {
        return !tree.isLeaf(node) && !known.get(tree.left(node));
    }

    private void learn(int learnt, boolean isOdd) {
        int node = learnt;
        known.set(node);
        odd.set(node, isOdd);
        // A right child that covers nothing tells the left one for free.
        while (!tree.isLeaf(node) && tree.coveredBits(tree.left(node) + 1) == 0) {
            known.set(tree.left(node) + 1);
            node = tree.left(node);
            known.set(node);
            odd.set(node, isOdd);
        }
    }
}
