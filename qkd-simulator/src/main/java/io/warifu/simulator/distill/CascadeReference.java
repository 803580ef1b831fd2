package io.warifu.simulator.distill;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.Message;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Alice's side of Cascade: her key is the reference; she answers questions about parities and
 * counts every bit she answers.
 *
 * <p>Messages: CASCADE_START (seed, Alice), then any number of CASCADE_ROOTS (pass) and CASCADE_ASK
 * (pass, count, node numbers ascending as differences), each answered by CASCADE_PARITIES (packed
 * bits), then CASCADE_DONE (corrected bits).
 */
public final class CascadeReference {

    private final ClassicalChannel channel;
    private final BitString key;
    private final CascadePlan plan;
    private final long seed;
    private final List<ParityTree> passes = new ArrayList<>();
    private int leakedBits;
    private int roundTrips;

    private CascadeReference(ClassicalChannel channel, BitString key, CascadePlan plan, long seed) {
        this.channel = channel;
        this.key = key;
        this.plan = plan;
        this.seed = seed;
    }

    /** Serves one run; {@code seed} becomes public and must be drawn after the key is fixed. */
    public static CascadeResult serve(
            ClassicalChannel channel, BitString key, CascadePlan plan, long seed)
            throws ChannelException {
        CascadeReference run = new CascadeReference(channel, key, plan, seed);
        try {
            return run.serve();
        } finally {
            run.passes.forEach(ParityTree::wipe);
        }
    }

    private CascadeResult serve() throws ChannelException {
        channel.send(MessageKind.CASCADE_START, new PayloadWriter().putLong(seed));
        while (true) {
            Message question = channel.receive();
            if (question.kind() == MessageKind.CASCADE_DONE) {
                PayloadReader done = question.reader();
                int corrected = done.getInt(key.length());
                done.end();
                return new CascadeResult(leakedBits, corrected, roundTrips);
            }
            BitString answer =
                    question.kind() == MessageKind.CASCADE_ROOTS
                            ? roots(question.reader())
                            : parities(question.expect(MessageKind.CASCADE_ASK));
            leakedBits += answer.length();
            roundTrips++;
            // More answers than bits would leave no key; more than that is no honest question.
            if (leakedBits > 2 * key.length() + plan.passes()) {
                throw new ChannelException("the other end asks for more than the whole key");
            }
            channel.send(MessageKind.CASCADE_PARITIES, new PayloadWriter().putBits(answer));
        }
    }

    private BitString roots(PayloadReader in) throws ChannelException {
        int pass = in.getByte();
        in.end();
        if (pass != passes.size() || pass >= plan.passes()) {
            throw new ChannelException("pass " + pass + " is not the next one");
        }
        ParityTree tree = new ParityTree(key, plan.blockBits(pass), seed + pass);
        passes.add(tree);
        BitString answer = new BitString(CascadeCorrector.rootsToAsk(pass, tree.blocks()));
        for (int block = 0; block < answer.length(); block++) {
            answer.set(block, tree.parity(tree.root(block)) == 1);
        }
        return answer;
    }

    private BitString parities(PayloadReader in) throws ChannelException {
        int pass = in.getByte();
        if (pass >= passes.size()) {
            throw new ChannelException("pass " + pass + " has not begun");
        }
        ParityTree tree = passes.get(pass);
        BitString answer = new BitString(in.getInt(tree.nodes()));
        int node = -1;
        for (int i = 0; i < answer.length(); i++) {
            node += 1 + in.getInt(tree.nodes());
            if (tree.coveredBits(node) == 0) {
                throw new ChannelException("a question about a block that does not exist");
            }
            answer.set(i, tree.parity(node) == 1);
        }
        in.end();
        return answer;
    }
}
