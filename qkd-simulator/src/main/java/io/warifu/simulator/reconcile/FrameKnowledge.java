package io.warifu.simulator.reconcile;

import static io.warifu.simulator.reconcile.ParityNode.level;
import static io.warifu.simulator.reconcile.ParityNode.pass;
import static io.warifu.simulator.reconcile.ParityNode.start;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What Bob knows of one frame: which blocks and sub-blocks of every pass hold an odd number of
 * errors; corrects the bit when such a block is a single bit.
 *
 * <p>In each pass the smallest blocks of known parity ("leaves of knowledge") cut the slots into
 * disjoint ranges; only they matter. {@code nodes[pass][slot]} is the level of the one that starts
 * at that slot, with two flags, or {@link #NONE} where none starts. A pass of few blocks is
 * arranged when the first search enters it; most frames never need most of them.
 */
final class FrameKnowledge {

    private static final byte NONE = -1;
    private static final int LEVEL = 15;
    private static final int ODD = 16;
    private static final int LISTED = 32;

    private final PassLayout[] layouts;
    private final boolean reuse;
    private final BitString key;
    private final int keyStart;
    private final int frameBits;
    private final long[] bits;
    private final long[][] words;
    private final byte[][] nodes;
    private final int[] oddRoots;
    private int[] open = new int[16];
    private int openCount;
    private int correctedBits;

    /** {@code layouts} are shared by all frames of a key, which is corrected in place. */
    FrameKnowledge(PassLayout[] layouts, CascadePlan plan, BitString key, int frame, long[] bits) {
        this.layouts = layouts;
        this.reuse = plan.reuse();
        this.key = key;
        this.keyStart = plan.frameStart(frame);
        this.frameBits = plan.frameStart(frame + 1) - keyStart;
        this.bits = bits;
        this.words = new long[layouts.length][];
        this.nodes = new byte[layouts.length][];
        this.oddRoots = new int[layouts.length];
    }

    int frameBits() {
        return frameBits;
    }

    /** How many odd nodes wait for a question, since {@link #refresh}. */
    int openCount() {
        return openCount;
    }

    int open(int i) {
        return open[i];
    }

    /** Keeps {@code node} for later as the one at {@code place}. */
    void defer(int place, int node) {
        nodes[pass(node)][start(node)] |= LISTED;
        open[place] = node;
    }

    /** Only the first {@code count} open nodes are left. */
    void keep(int count) {
        openCount = count;
    }

    /** Brings the open nodes up to date; returns the lowest level among them. */
    int refresh() throws ChannelException {
        return enterPass(dropEven());
    }

    /** Takes Alice's parities of all blocks, from bit {@code from} of {@code told} on. */
    int learnRoots(BitString told, int from) throws ChannelException {
        int next = from;
        int whole = 0;
        for (int pass = 0; pass < layouts.length; pass++) {
            PassLayout layout = layouts[pass];
            int blocks = layout.blocks();
            int sum = 0;
            boolean lazy = pass > 0 && layout.isMasked();
            if (!lazy) {
                arrange(pass);
            }
            for (int block = 0; block < blocks; block++) {
                // The last block follows from the parity of the whole frame.
                boolean follows = reuse && pass > 0 && block == blocks - 1;
                int parity = follows ? whole ^ sum : told.bit(next++);
                sum ^= parity;
                if (lazy) {
                    oddRoots[pass] |= (parity ^ layout.rootParity(bits, block)) << block;
                } else {
                    int own = PassLayout.parity(words[pass], layout.rootLevel(), block);
                    nodes[pass][block << layout.rootLevel()] =
                            (byte) (layout.rootLevel() | ((parity ^ own) << 4));
                }
            }
            whole = pass == 0 ? sum : whole;
        }
        // Only now: a block of one bit is corrected at once, and that concerns every pass.
        for (int pass = 0; pass < layouts.length; pass++) {
            int blocks = nodes[pass] == null ? 0 : layouts[pass].blocks();
            for (int block = 0; block < blocks; block++) {
                settle(pass, block << layouts[pass].rootLevel());
            }
        }
        return next;
    }

    private void arrange(int pass) {
        words[pass] = layouts[pass].arrange(bits);
        nodes[pass] = new byte[layouts[pass].slots()];
        Arrays.fill(nodes[pass], NONE);
    }

    /** Where the leaf of knowledge over a slot starts. */
    private static int startOf(byte[] known, int slot) {
        int start = slot;
        while (known[start] == NONE) {
            start &= start - 1;
        }
        return start;
    }

    /** Takes the parity of a node's left child. */
    void split(int node, int leftParity) throws ChannelException {
        int pass = pass(node);
        int level = level(node);
        int start = start(node);
        byte[] known = nodes[pass];
        if (known[start] == NONE || (known[start] & LEVEL) != level) {
            // Only the variant without reuse forgets what it asks about.
            return;
        }
        int odd = (known[start] & ODD) >>> 4;
        int below = level - 1;
        int right = start + (1 << below);
        int leftOdd = leftParity ^ PassLayout.parity(words[pass], below, start >>> below);
        known[start] = (byte) below;
        known[right] = (byte) below;
        // Set both before any correction, which may change either.
        known[start] |= (byte) (leftOdd << 4);
        known[right] |= (byte) ((odd ^ leftOdd) << 4);
        settle(pass, start);
        settle(pass, right);
    }

    private void know(int pass, int level, int start, int odd) throws ChannelException {
        nodes[pass][start] = (byte) (level | (odd << 4));
        settle(pass, start);
    }

    /** Lists an odd node for search, or corrects the error if it is a single bit. */
    private void settle(int pass, int from) throws ChannelException {
        byte[] known = nodes[pass];
        PassLayout layout = layouts[pass];
        int start = from;
        int state = known[start];
        if (state < 0 || (state & (ODD | LISTED)) != ODD) {
            return;
        }
        int level = state & LEVEL;
        while (level > 0 && !layout.isSplittable(level, start >>> level)) {
            // All bits lie under one child, which therefore has the same parity.
            level--;
            known[start] = NONE;
            start += layout.isUsed(level, start >>> level) ? 0 : 1 << level;
            known[start] = (byte) (level | ODD);
        }
        if (level == 0) {
            correct(pass, start);
            return;
        }
        known[start] |= LISTED;
        if (openCount == open.length) {
            open = Arrays.copyOf(open, 2 * open.length);
        }
        open[openCount++] = ParityNode.of(pass, level, start);
    }

    private void correct(int foundIn, int foundAt) throws ChannelException {
        int place = layouts[foundIn].keyOfSlot(foundAt);
        if (place >= frameBits) {
            throw new ChannelException("the answers put an error where there is no bit");
        }
        key.flip(keyStart + place);
        correctedBits++;
        bits[place >>> 6] ^= 1L << place;
        for (int pass = 0; pass < layouts.length; pass++) {
            byte[] known = nodes[pass];
            if (known == null) {
                oddRoots[pass] ^= 1 << layouts[pass].blockOfKey(place);
                continue;
            }
            int slot = layouts[pass].slotOfKey(place);
            if (!layouts[pass].isInPlace()) {
                words[pass][slot >>> 6] ^= 1L << slot;
            }
            int start = startOf(known, slot);
            known[start] ^= ODD;
            if ((known[start] & (LEVEL | ODD)) == ODD) {
                throw new ChannelException("the answers contradict each other");
            }
        }
        for (int pass = 0; pass < layouts.length; pass++) {
            byte[] known = nodes[pass];
            if (known != null) {
                settle(pass, startOf(known, layouts[pass].slotOfKey(place)));
            }
        }
        if (!reuse) {
            forget(foundIn, foundAt);
        }
    }

    /** Back to the parity of the whole block, as the first Cascade did after each search. */
    private void forget(int pass, int slot) throws ChannelException {
        byte[] known = nodes[pass];
        int level = layouts[pass].rootLevel();
        int start = (slot >>> level) << level;
        int odd = 0;
        for (int s = start; s < start + (1 << level); s++) {
            odd ^= known[s] == NONE ? 0 : known[s] & ODD;
            known[s] = NONE;
        }
        know(pass, level, start, odd >>> 4);
    }

    /** Drops what has become even; returns the lowest level that is left. */
    private int dropEven() {
        int smallest = Integer.MAX_VALUE;
        int kept = 0;
        for (int i = 0; i < openCount; i++) {
            int node = open[i];
            byte[] known = nodes[pass(node)];
            int start = start(node);
            int level = level(node);
            int state = known[start];
            if (state == NONE || (state & (LEVEL | LISTED)) != (level | LISTED)) {
                continue;
            }
            known[start] = (byte) (state & ~LISTED);
            if ((state & ODD) != 0) {
                open[kept++] = node;
                smallest = Math.min(smallest, level);
            }
        }
        openCount = kept;
        return smallest;
    }

    /** Enters a further pass if its blocks are smaller than all that is open. */
    private int enterPass(int smallest) throws ChannelException {
        int found = smallest;
        for (int pass = 0; pass < layouts.length; pass++) {
            int level = layouts[pass].rootLevel();
            if (nodes[pass] == null && oddRoots[pass] != 0 && level < found) {
                arrange(pass);
                for (int block = 0; block < layouts[pass].blocks(); block++) {
                    know(pass, level, block << level, (oddRoots[pass] >>> block) & 1);
                }
                found = dropListed(pass, found);
                if (openCount > 0) {
                    return found;
                }
            }
        }
        return found;
    }

    private int dropListed(int pass, int smallest) {
        int found = smallest;
        for (int i = 0; i < openCount; i++) {
            if (pass(open[i]) == pass) {
                nodes[pass][start(open[i])] &= (byte) ~LISTED;
                found = Math.min(found, level(open[i]));
            }
        }
        return found;
    }

    int correctedBits() {
        return correctedBits;
    }

    void wipe() {
        Arrays.fill(bits, 0);
        for (long @Nullable [] each : words) {
            if (each != null) {
                Arrays.fill(each, 0);
            }
        }
    }
}
