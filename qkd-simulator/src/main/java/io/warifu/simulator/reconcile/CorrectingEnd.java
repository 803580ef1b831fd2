package io.warifu.simulator.reconcile;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import org.jspecify.annotations.Nullable;

/**
 * Bob's end of Cascade without a channel. One message carries the questions of all frames, each
 * frame being at its own point of its own search.
 *
 * <p>Use: {@link #begin} once, then {@link #nextQuestion} and {@link #take} in turn until there is
 * no further question; {@link #wipe} in any case.
 */
final class CorrectingEnd {

    private final BitString key;
    private final CascadePlan plan;
    private final FrameSearch[] searches;
    private final int[] active;
    private final int[] questions;
    private int activeCount;
    private int askedBits;
    private long leakedBits;
    private int roundTrips;

    CorrectingEnd(BitString key, CascadePlan plan) {
        this.key = key;
        this.plan = plan;
        this.searches = new FrameSearch[plan.frames()];
        this.active = new int[searches.length];
        this.questions = new int[searches.length];
    }

    /** Takes the seed and the parities of all blocks. */
    void begin(PayloadReader start) throws ChannelException {
        long seed = start.getLong();
        int told = Math.multiplyExact(plan.frames(), plan.rootsToldPerFrame());
        BitString roots = start.getBitsOfLength(told);
        start.end();
        leakedBits = told;
        PassLayout[] layouts = PassLayout.all(plan, seed);
        Rivals rivals = new Rivals(plan.frameBits());
        long[][] frames = Frames.cut(key, plan);
        int next = 0;
        for (int frame = 0; frame < frames.length; frame++) {
            searches[frame] = new FrameSearch(layouts, rivals, plan, key, frame, frames[frame]);
            next = searches[frame].learnRoots(roots, next);
            active[frame] = frame;
        }
        activeCount = frames.length;
    }

    /** The next message to Alice; null when nothing is left to ask, or it would ask too much. */
    @Nullable PayloadWriter nextQuestion() throws ChannelException {
        int levelsAtOnce = plan.levelsAtOnce(roundTrips);
        int kept = 0;
        askedBits = 0;
        for (int i = 0; i < activeCount; i++) {
            int asked = searches[active[i]].choose(levelsAtOnce);
            if (asked > 0) {
                questions[kept] = asked;
                active[kept++] = active[i];
                askedBits += asked;
            }
        }
        activeCount = kept;
        if (kept == 0 || leakedBits + askedBits > plan.maxLeakBits()) {
            return null;
        }
        PayloadWriter out = new PayloadWriter(16 + 4 * kept + 2 * askedBits).putCount(kept);
        int last = -1;
        for (int i = 0; i < kept; i++) {
            out.putCount(active[i] - last - 1);
            last = active[i];
            write(searches[last], questions[i], out);
        }
        return out;
    }

    private static void write(FrameSearch search, int count, PayloadWriter out) {
        int groups = 0;
        for (int from = 0; from < count; from = groupEnd(search, from, count)) {
            groups++;
        }
        out.putCount(groups);
        for (int from = 0; from < count; ) {
            int end = groupEnd(search, from, count);
            int first = search.asked(from);
            out.putByte((ParityNode.pass(first) << 4) | ParityNode.level(first));
            out.putCount(end - from);
            int last = -1;
            for (; from < end; from++) {
                int index = ParityNode.index(search.asked(from));
                out.putCount(index - last - 1);
                last = index;
            }
        }
    }

    /** A group is of one pass and level, ascending: of larger and larger packed nodes. */
    private static int groupEnd(FrameSearch search, int from, int count) {
        int end = from + 1;
        while (end < count
                && ParityNode.sameRow(search.asked(from), search.asked(end))
                && search.asked(end) > search.asked(end - 1)) {
            end++;
        }
        return end;
    }

    /** How many parities the last question asks for. */
    int askedBits() {
        return askedBits;
    }

    /** Takes the answer to the last question. */
    void take(PayloadReader answer) throws ChannelException {
        BitString parities = answer.getBitsOfLength(askedBits);
        answer.end();
        leakedBits += askedBits;
        roundTrips++;
        int next = 0;
        for (int i = 0; i < activeCount; i++) {
            next = searches[active[i]].take(parities, next);
        }
    }

    CascadeResult result() {
        int corrected = 0;
        for (FrameSearch search : searches) {
            corrected += search.correctedBits();
        }
        return new CascadeResult(leakedBits, corrected, roundTrips, roundTrips);
    }

    void wipe() {
        for (@Nullable FrameSearch search : searches) {
            if (search != null) {
                search.wipe();
            }
        }
    }
}
