package io.warifu.simulator.reconcile;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import java.util.Arrays;

/**
 * Alice's end of Cascade without a channel: tells the parities of all blocks, then answers
 * questions. It believes nothing it is asked: a node that does not exist, and one bit more than
 * {@link CascadePlan#maxLeakBits()}, end the run.
 *
 * <p>A question names nodes; the answer is the parity of each node's left child, in their order.
 *
 * <pre>
 * v                frames with questions
 * per frame:  v    frames skipped since the last
 *             v    groups
 *   per group: 1 byte pass * 16 + level, v nodes, per node v nodes of the level skipped since the last
 * </pre>
 *
 * v is a count in groups of seven bits. Copies of the key are overwritten by {@link #wipe()}.
 */
final class ReferenceEnd {

    private final CascadePlan plan;
    private final PassLayout[] layouts;
    private final long seed;
    private final long[][] frames;
    private final long[][][] arranged;
    private final ParityBits out = new ParityBits();
    private long leakedBits;
    private int roundTrips;

    ReferenceEnd(BitString key, CascadePlan plan, long seed) {
        this.plan = plan;
        this.seed = seed;
        this.layouts = PassLayout.all(plan, seed);
        this.frames = Frames.cut(key, plan);
        this.arranged = new long[frames.length][plan.passes()][];
    }

    /** The seed of the shuffles and the parities of all blocks of all passes of all frames. */
    PayloadWriter start() {
        out.clear();
        for (int frame = 0; frame < frames.length; frame++) {
            for (int pass = 0; pass < layouts.length; pass++) {
                PassLayout layout = layouts[pass];
                int told = plan.rootsTold(pass);
                for (int block = 0; block < told; block++) {
                    out.add(
                            layout.isMasked()
                                    ? layout.rootParity(frames[frame], block)
                                    : PassLayout.parity(
                                            arranged(frame, pass), layout.rootLevel(), block));
                }
            }
        }
        leakedBits = out.length();
        return out.writeTo(new PayloadWriter(16 + out.length() / 8).putLong(seed));
    }

    /** The answer to one question. */
    PayloadWriter answer(PayloadReader question) throws ChannelException {
        out.clear();
        int asked = question.getInt(frames.length);
        int frame = -1;
        for (int i = 0; i < asked; i++) {
            frame += 1 + question.getInt(frames.length);
            if (frame >= frames.length) {
                throw new ChannelException("a question about a frame that does not exist");
            }
            int groups = question.getInt(CascadePlan.MAX_FRAME_BITS);
            for (int group = 0; group < groups; group++) {
                answerGroup(question, frame);
            }
        }
        question.end();
        leakedBits += out.length();
        roundTrips++;
        return out.writeTo(new PayloadWriter(16 + out.length() / 8));
    }

    private void answerGroup(PayloadReader question, int frame) throws ChannelException {
        int head = question.getByte();
        int pass = head >>> 4;
        int level = head & 15;
        if (pass >= layouts.length) {
            throw new ChannelException("there is no pass " + pass);
        }
        PassLayout layout = layouts[pass];
        int nodes = question.getInt(layout.slots());
        if (leakedBits + out.length() + nodes > plan.maxLeakBits()) {
            throw new ChannelException("the other end asks for more than the whole key");
        }
        long[] words = arranged(frame, pass);
        int index = -1;
        for (int i = 0; i < nodes; i++) {
            index += 1 + question.getInt(layout.slots());
            if (!layout.isSplittable(level, index)) {
                throw new ChannelException("a question about a block that does not exist");
            }
            out.add(PassLayout.parity(words, level - 1, 2 * index));
        }
    }

    CascadeResult result(int correctedBits) {
        return new CascadeResult(leakedBits, correctedBits, roundTrips, roundTrips);
    }

    void wipe() {
        for (int frame = 0; frame < frames.length; frame++) {
            Arrays.fill(frames[frame], 0);
            for (long[] words : arranged[frame]) {
                if (words != null) {
                    Arrays.fill(words, 0);
                }
            }
        }
    }

    private long[] arranged(int frame, int pass) {
        long[] words = arranged[frame][pass];
        if (words == null) {
            words = layouts[pass].arrange(frames[frame]);
            arranged[frame][pass] = words;
        }
        return words;
    }
}
