package io.warifu.simulator.reconcile;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import java.util.random.RandomGenerator;

/**
 * One key corrected by both ends in one thread without a channel, so that what is measured is their
 * work and nothing else.
 */
public final class CascadeTrial {

    private final BitString alice;
    private final BitString bob;
    private final CascadePlan plan;
    private final long seed;

    /** A random key and a copy in which each bit is wrong with chance {@code rate}. */
    public CascadeTrial(CascadePlan plan, double rate, RandomGenerator chance) {
        this.plan = plan;
        this.seed = chance.nextLong();
        long[] words = new long[BitString.wordsFor(plan.keyBits())];
        for (int i = 0; i < words.length; i++) {
            words[i] = chance.nextLong();
        }
        this.alice = BitString.ofWords(plan.keyBits(), words);
        this.bob = BitString.ofWords(plan.keyBits(), words);
        for (int i = 0; i < plan.keyBits(); i++) {
            if (chance.nextDouble() < rate) {
                bob.flip(i);
            }
        }
    }

    /** Runs both ends to the end. */
    public CascadeResult run() throws ChannelException {
        ReferenceEnd reference = new ReferenceEnd(alice, plan, seed);
        CorrectingEnd correcting = new CorrectingEnd(bob, plan);
        correcting.begin(reader(reference.start()));
        for (PayloadWriter question = correcting.nextQuestion();
                question != null;
                question = correcting.nextQuestion()) {
            correcting.take(reader(reference.answer(reader(question))));
        }
        CascadeResult result = correcting.result();
        reference.wipe();
        correcting.wipe();
        return result;
    }

    /** Alice's key. */
    public BitString reference() {
        return alice;
    }

    /** Bob's key, corrected by {@link #run}. */
    public BitString corrected() {
        return bob;
    }

    public int keyBits() {
        return plan.keyBits();
    }

    public int frames() {
        return plan.frames();
    }

    /** How many frames still differ. */
    public int wrongFrames() {
        BitString errors = alice.xor(bob);
        if (errors.countOnes() == 0) {
            return 0;
        }
        int wrong = 0;
        for (int frame = 0; frame < plan.frames(); frame++) {
            boolean any = false;
            for (int i = plan.frameStart(frame); i < plan.frameStart(frame + 1); i++) {
                any |= errors.get(i);
            }
            wrong += any ? 1 : 0;
        }
        return wrong;
    }

    private static PayloadReader reader(PayloadWriter payload) {
        return new PayloadReader(payload.toBytes());
    }
}
