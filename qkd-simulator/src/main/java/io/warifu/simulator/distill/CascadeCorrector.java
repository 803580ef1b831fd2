package io.warifu.simulator.distill;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Bob's side of Cascade (Brassard and Salvail 1993, variant opt(8) with reuse of all sub-blocks,
 * see {@link CascadePlan}): finds and corrects the bits in which his key differs from Alice's.
 *
 * <p>Guarantee: if no odd number of errors is left in any block the keys agree, except with a small
 * chance, so a verification must follow; every parity learnt is counted. It hides nothing: the
 * questions show where the errors were, which is why the error rate counts as public.
 *
 * <p>All searches of one pass go on in the same round trips. Blocks of one pass are disjoint, so no
 * error is searched twice; searches of different passes wait for each other, since the same error
 * may be odd in both.
 */
public final class CascadeCorrector {

    private final ClassicalChannel channel;
    private final BitString key;
    private final CascadePlan plan;
    private final long seed;
    private final List<PassKnowledge> passes = new ArrayList<>();
    private int leakedBits;
    private int correctedBits;
    private int roundTrips;

    private CascadeCorrector(ClassicalChannel channel, BitString key, CascadePlan plan, long seed) {
        this.channel = channel;
        this.key = key;
        this.plan = plan;
        this.seed = seed;
    }

    /** Corrects {@code key} in place. */
    public static CascadeResult correct(ClassicalChannel channel, BitString key, CascadePlan plan)
            throws ChannelException {
        PayloadReader start = channel.receive(MessageKind.CASCADE_START);
        long seed = start.getLong();
        start.end();
        CascadeCorrector run = new CascadeCorrector(channel, key, plan, seed);
        try {
            for (int pass = 0; pass < plan.passes(); pass++) {
                run.open(pass);
                run.settle();
            }
        } finally {
            run.passes.forEach(PassKnowledge::wipe);
        }
        channel.send(MessageKind.CASCADE_DONE, new PayloadWriter().putCount(run.correctedBits));
        return new CascadeResult(run.leakedBits, run.correctedBits, run.roundTrips);
    }

    /** After the first pass the last block follows from the parity of the whole key. */
    static int rootsToAsk(int pass, int blocks) {
        return pass == 0 ? blocks : blocks - 1;
    }

    private void open(int pass) throws ChannelException {
        PassKnowledge next = new PassKnowledge(key, plan.blockBits(pass), seed + pass);
        int blocks = next.tree().blocks();
        BitString roots =
                ask(
                        MessageKind.CASCADE_ROOTS,
                        new PayloadWriter().putByte(pass),
                        rootsToAsk(pass, blocks));
        boolean sumOdd = false;
        for (int block = 0; block < roots.length(); block++) {
            next.learnRoot(block, roots.bit(block));
            sumOdd ^= next.isRootOdd(block);
        }
        if (roots.length() < blocks) {
            // All earlier passes are settled, so the whole key holds an even number of errors.
            int last = blocks - 1;
            int mine = next.tree().parity(next.tree().root(last));
            next.learnRoot(last, sumOdd ? 1 - mine : mine);
        }
        passes.add(next);
    }

    /** Goes on until no known block of any pass is odd. */
    private void settle() throws ChannelException {
        while (true) {
            correctFoundErrors();
            int pass = passToSearch();
            if (pass < 0) {
                return;
            }
            searchOneLevel(pass);
        }
    }

    private void correctFoundErrors() {
        for (PassKnowledge pass : passes) {
            for (int wrong = pass.wrongPosition(); wrong >= 0; wrong = pass.wrongPosition()) {
                key.flip(wrong);
                correctedBits++;
                for (PassKnowledge each : passes) {
                    each.flip(wrong);
                }
            }
        }
    }

    private int passToSearch() {
        int best = -1;
        int bestBits = Integer.MAX_VALUE;
        for (int pass = 0; pass < passes.size(); pass++) {
            int bits = passes.get(pass).smallestOpenBits();
            if (bits < bestBits) {
                best = pass;
                bestBits = bits;
            }
        }
        return best;
    }

    private void searchOneLevel(int pass) throws ChannelException {
        PassKnowledge knowledge = passes.get(pass);
        List<Integer> open = new ArrayList<>();
        knowledge.forEachOpen(open::add);
        PayloadWriter question =
                new PayloadWriter(8 + 3 * open.size()).putByte(pass).putCount(open.size());
        int last = -1;
        for (int node : open) {
            int left = knowledge.tree().left(node);
            question.putCount(left - last - 1);
            last = left;
        }
        BitString answer = ask(MessageKind.CASCADE_ASK, question, open.size());
        for (int i = 0; i < open.size(); i++) {
            knowledge.learnLeftOf(open.get(i), answer.bit(i));
        }
    }

    private BitString ask(MessageKind kind, PayloadWriter question, int expectedBits)
            throws ChannelException {
        channel.send(kind, question);
        PayloadReader in = channel.receive(MessageKind.CASCADE_PARITIES);
        BitString answer = in.getBitsOfLength(expectedBits);
        in.end();
        leakedBits += expectedBits;
        roundTrips++;
        return answer;
    }
}
