package io.warifu.simulator.reconcile;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.Message;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;

/**
 * Alice's side of Cascade: her key is the reference; she answers questions about parities and
 * counts every bit she answers.
 *
 * <p>Messages: CASCADE_START (seed and the parities of all blocks, Alice), then any number of
 * CASCADE_ASK (see {@link ReferenceEnd}), each answered by CASCADE_PARITIES (packed bits), then
 * CASCADE_DONE (corrected bits).
 */
public final class CascadeReference {

    private CascadeReference() {}

    /** Serves one run; {@code seed} becomes public and must be drawn after the key is fixed. */
    public static CascadeResult serve(
            ClassicalChannel channel, BitString key, CascadePlan plan, long seed)
            throws ChannelException {
        ReferenceEnd alice = new ReferenceEnd(key, plan, seed);
        try {
            channel.send(MessageKind.CASCADE_START, alice.start());
            while (true) {
                Message question = channel.receive();
                if (question.kind() == MessageKind.CASCADE_DONE) {
                    PayloadReader done = question.reader();
                    int corrected = done.getInt(plan.keyBits());
                    done.end();
                    return alice.result(corrected);
                }
                channel.send(
                        MessageKind.CASCADE_PARITIES,
                        alice.answer(question.expect(MessageKind.CASCADE_ASK)));
            }
        } finally {
            alice.wipe();
        }
    }
}
