package io.warifu.simulator.reconcile;

import java.util.Arrays;

/**
 * Which nodes of one frame may be asked about in one message: those that share no bit with one
 * already admitted. Two nodes of different passes that do might chase the same error, and the bits
 * of the loser would be disclosed for nothing; nodes of one pass never share a bit.
 *
 * <p>Smaller nodes are to be offered first. It is room to work in, used by all frames in turn.
 */
final class Rivals {

    /** So large a node shares bits with nearly every other one. */
    private static final int MAX_COMPARED_LEVEL = 8;

    private static final int NONE = -1;

    private final long[] taken;
    private final char[] takenKeys;
    private int takenCount;
    private int passOfLarge = NONE;
    private int passOfAll = NONE;
    private boolean severalPasses;

    Rivals(int frameBits) {
        this.taken = new long[(frameBits >>> 6) + 1];
        this.takenKeys = new char[frameBits];
    }

    /** Forgets what was admitted. */
    void clear() {
        Arrays.fill(taken, 0);
        takenCount = 0;
        passOfLarge = NONE;
        passOfAll = NONE;
        severalPasses = false;
    }

    /** Admits the node if it may be asked about too. */
    boolean admit(PassLayout[] layouts, int node, int frameBits) {
        int pass = ParityNode.pass(node);
        PassLayout layout = layouts[pass];
        if ((passOfLarge != NONE && passOfLarge != pass) || sharesBits(layout, node)) {
            return false;
        }
        severalPasses |= passOfAll != NONE && passOfAll != pass;
        passOfAll = pass;
        if (ParityNode.level(node) > MAX_COMPARED_LEVEL) {
            passOfLarge = pass;
        } else {
            take(layout, node, frameBits);
        }
        return true;
    }

    private boolean sharesBits(PassLayout layout, int node) {
        if (!severalPasses && (passOfAll == NONE || passOfAll == ParityNode.pass(node))) {
            return false;
        }
        int level = ParityNode.level(node);
        int start = ParityNode.start(node);
        if (takenCount < 1 << level) {
            for (int i = 0; i < takenCount; i++) {
                if (layout.slotOfKey(takenKeys[i]) >>> level == start >>> level) {
                    return true;
                }
            }
            return false;
        }
        for (int slot = start; slot < start + (1 << level); slot++) {
            int place = layout.keyOfSlot(slot);
            if (((taken[place >>> 6] >>> place) & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    private void take(PassLayout layout, int node, int frameBits) {
        int start = ParityNode.start(node);
        for (int slot = start; slot < start + (1 << ParityNode.level(node)); slot++) {
            int place = layout.keyOfSlot(slot);
            if (place < frameBits) {
                taken[place >>> 6] |= 1L << place;
                takenKeys[takenCount++] = (char) place;
            }
        }
    }
}
