package io.warifu.simulator.reconcile;

import static io.warifu.simulator.reconcile.ParityNode.level;
import static io.warifu.simulator.reconcile.ParityNode.pass;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import java.util.Arrays;

/** Chooses what to ask next about one frame, and takes the answers. */
final class FrameSearch {

    /** With more odd nodes than this the first pass is under way, and only it is searched. */
    private static final int MAX_COMPARED_NODES = 100;

    private final PassLayout[] layouts;
    private final Rivals rivals;
    private final boolean reuse;
    private final FrameKnowledge known;
    private final int[] byLevel = new int[MAX_COMPARED_NODES];
    private final int[] places = new int[ParityNode.LEVELS + 1];
    private int[] asked = new int[16];
    private int askedCount;

    /** {@code layouts} and {@code rivals} are shared by all frames of a key. */
    FrameSearch(
            PassLayout[] layouts,
            Rivals rivals,
            CascadePlan plan,
            BitString key,
            int frame,
            long[] bits) {
        this.layouts = layouts;
        this.rivals = rivals;
        this.reuse = plan.reuse();
        this.known = new FrameKnowledge(layouts, plan, key, frame, bits);
    }

    /** Takes Alice's parities of all blocks, from bit {@code from} of {@code told} on. */
    int learnRoots(BitString told, int from) throws ChannelException {
        return known.learnRoots(told, from);
    }

    /**
     * Chooses the questions of the next message; returns how many there are.
     *
     * <p>The smallest odd nodes come first. Others go along if they share no bit with one of
     * another pass that goes: such two might chase the same error, and the bits of the loser would
     * be disclosed for nothing.
     */
    int choose(int levelsAtOnce) throws ChannelException {
        askedCount = 0;
        int smallest = known.refresh();
        if (known.openCount() == 0) {
            return 0;
        }
        if (known.openCount() > MAX_COMPARED_NODES || !reuse) {
            chooseOnePass(smallest, levelsAtOnce);
        } else {
            chooseWithoutRivals(levelsAtOnce);
        }
        return askedCount;
    }

    private void chooseOnePass(int smallest, int levelsAtOnce) {
        int pass = -1;
        for (int i = 0; pass < 0; i++) {
            pass = level(known.open(i)) == smallest ? pass(known.open(i)) : -1;
        }
        int kept = 0;
        for (int i = 0; i < known.openCount(); i++) {
            if (pass(known.open(i)) == pass) {
                ask(known.open(i), levelsAtOnce);
            } else {
                known.defer(kept++, known.open(i));
            }
        }
        known.keep(kept);
    }

    private void chooseWithoutRivals(int levelsAtOnce) {
        sortByLevel();
        rivals.clear();
        int kept = 0;
        for (int i = 0; i < known.openCount(); i++) {
            int node = byLevel[i];
            if (rivals.admit(layouts, node, known.frameBits())) {
                ask(node, levelsAtOnce);
            } else {
                known.defer(kept++, node);
            }
        }
        known.keep(kept);
        if (levelsAtOnce == 1) {
            Arrays.sort(asked, 0, askedCount);
        }
    }

    /** The open nodes, smallest first, otherwise in their order. */
    private void sortByLevel() {
        Arrays.fill(places, 0);
        for (int i = 0; i < known.openCount(); i++) {
            places[level(known.open(i)) + 1]++;
        }
        for (int level = 1; level < places.length; level++) {
            places[level] += places[level - 1];
        }
        for (int i = 0; i < known.openCount(); i++) {
            byLevel[places[level(known.open(i))]++] = known.open(i);
        }
    }

    private void ask(int node, int levelsAtOnce) {
        if (askedCount == asked.length) {
            asked = Arrays.copyOf(asked, 2 * asked.length);
        }
        asked[askedCount++] = node;
        if (levelsAtOnce == 1 || level(node) < 2) {
            return;
        }
        int pass = pass(node);
        int level = level(node) - 1;
        int start = ParityNode.start(node);
        for (int child = start; child <= start + (1 << level); child += 1 << level) {
            if (layouts[pass].isSplittable(level, child >>> level)) {
                ask(ParityNode.of(pass, level, child), levelsAtOnce - 1);
            }
        }
    }

    int asked(int i) {
        return asked[i];
    }

    /** Takes the answers to the chosen questions, from bit {@code from} on. */
    int take(BitString answers, int from) throws ChannelException {
        for (int i = 0; i < askedCount; i++) {
            known.split(asked[i], answers.bit(from + i));
        }
        return from + askedCount;
    }

    int correctedBits() {
        return known.correctedBits();
    }

    void wipe() {
        known.wipe();
    }
}
