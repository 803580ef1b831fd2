package io.warifu.simulator.reconcile;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadWriter;

/**
 * Bob's side of Cascade (see {@link CascadePlan}): finds and corrects the bits in which his key
 * differs from Alice's.
 *
 * <p>Guarantee: every parity learnt is counted, and a run ends after a bounded number of them. The
 * keys agree afterwards except with a small chance (about one frame in several thousand), or if the
 * error rate was far above the plan's, so a verification must follow. It hides nothing: the
 * questions show where the errors were, which is why the error rate counts as public.
 */
public final class CascadeCorrector {

    private CascadeCorrector() {}

    /** Corrects {@code key} in place. */
    public static CascadeResult correct(ClassicalChannel channel, BitString key, CascadePlan plan)
            throws ChannelException {
        CorrectingEnd bob = new CorrectingEnd(key, plan);
        try {
            bob.begin(channel.receive(MessageKind.CASCADE_START));
            for (PayloadWriter question = bob.nextQuestion();
                    question != null;
                    question = bob.nextQuestion()) {
                channel.send(MessageKind.CASCADE_ASK, question);
                bob.take(channel.receive(MessageKind.CASCADE_PARITIES));
            }
            CascadeResult result = bob.result();
            channel.send(
                    MessageKind.CASCADE_DONE, new PayloadWriter().putCount(result.correctedBits()));
            return result;
        } finally {
            bob.wipe();
        }
    }
}
