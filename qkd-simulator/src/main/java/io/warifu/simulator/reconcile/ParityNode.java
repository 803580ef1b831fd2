package io.warifu.simulator.reconcile;

/**
 * A node of a pass's parity trees, packed into a number: pass, level (its width is 2 to that), and
 * first slot. Packed nodes sort by pass, then larger ones first, then by place.
 */
final class ParityNode {

    /** Levels of a tree over the longest frame. */
    static final int LEVELS = 16;

    private static final int START = 0xFFFF;

    private ParityNode() {}

    static int of(int pass, int level, int start) {
        return (pass << 20) | ((15 - level) << 16) | start;
    }

    static int pass(int node) {
        return node >>> 20;
    }

    static int level(int node) {
        return 15 - ((node >>> 16) & 15);
    }

    static int start(int node) {
        return node & START;
    }

    /** Its place among the nodes of its level. */
    static int index(int node) {
        return (node & START) >>> level(node);
    }

    /** Whether two nodes are of one pass and level. */
    static boolean sameRow(int a, int b) {
        return a >>> 16 == b >>> 16;
    }
}
