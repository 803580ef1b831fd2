package io.warifu.simulator.session;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.simulator.amplify.ToeplitzHash;
import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Tally;
import io.warifu.simulator.finite.SecretLength;
import io.warifu.simulator.handover.FinishedBlock;
import io.warifu.simulator.reconcile.CascadePlan;
import io.warifu.simulator.reconcile.CascadeReference;
import io.warifu.simulator.reconcile.CascadeResult;
import io.warifu.simulator.session.BlockOutcome.Nothing;
import io.warifu.simulator.session.BlockOutcome.Reason;
import io.warifu.simulator.session.BlockOutcome.Sealed;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Alice's telling of how a sifted block becomes a secret key; {@link BobDistillation} tells the
 * same story from the other end.
 *
 * <p>Guarantee: a block counts only if the verification tags agreed, both ends computed the same
 * secret length above zero from their own counts, and Bob holds the block on his disk; anything
 * else leaves nothing.
 */
public final class AliceDistillation {

    private final PostProcessing settings;
    private final BlockKeeper keeper;
    private final ClassicalChannel channel;

    /** One block's distillation over its own conversation. */
    public AliceDistillation(
            PostProcessing settings, BlockKeeper keeper, ClassicalChannel channel) {
        this.settings = settings;
        this.keeper = keeper;
        this.channel = channel;
    }

    /** Distils a round and wipes its bits; {@code chance} gives seeds that become public. */
    public BlockOutcome run(SiftedRound round, RandomGenerator chance) throws ChannelException {
        BitString key = round.block().key().toBits();
        List<Tally> detections = round.block().key().detections();
        round.block().wipe();
        try {
            return distil(round, key, detections, chance);
        } finally {
            key.wipe();
        }
    }

    private BlockOutcome distil(
            SiftedRound round, BitString key, List<Tally> detections, RandomGenerator chance)
            throws ChannelException {
        CascadePlan plan = Distillation.cascadePlan(key, round);
        CascadeResult cascade = CascadeReference.serve(channel, key, plan, chance.nextLong());
        channel.send(MessageKind.VERIFY, Verification.challenge(key, chance));
        PayloadReader result = channel.receive(MessageKind.VERIFY_RESULT);
        boolean agrees = result.getFlag();
        BlockCounts counts =
                Distillation.withKeyErrors(round.counts(), readErrors(result, detections, cascade));
        if (!agrees) {
            return new Nothing(round, counts, Reason.KEYS_STILL_DIFFER);
        }
        SecretLength length = Distillation.length(settings, counts, cascade);
        int secretBits = Distillation.secretBits(length);
        if (secretBits < 8) {
            return new Nothing(round, counts, Reason.NO_SECRET_LEFT);
        }
        BitString seed = drawSeed(key, secretBits, chance);
        channel.send(
                MessageKind.AMPLIFY,
                new PayloadWriter(64 + seed.length() / 8).putCount(secretBits).putBits(seed));
        try (SecretBytes secret = Distillation.amplified(key, secretBits, seed)) {
            return seal(round, secret, new Distillation.Facts(counts, plan, cascade, length, seed));
        }
    }

    private BlockOutcome seal(SiftedRound round, SecretBytes secret, Distillation.Facts facts)
            throws ChannelException {
        try (BlockKeeper.Turn turn = keeper.turn(secret.length(), round.plan().wish())) {
            FinishedBlock block =
                    Distillation.block(
                            round, secret, turn.sequence(), turn.refillBytes(), facts.counts());
            channel.send(
                    MessageKind.SEAL,
                    new PayloadWriter().putCount(block.sequence()).putCount(block.refillBytes()));
            channel.receive(MessageKind.TAKEN).end();
            Evidence evidence = facts.evidence(round);
            keeper.decide(block, evidence);
            channel.send(MessageKind.COMMIT, new PayloadWriter());
            channel.receive(MessageKind.COMMITTED).end();
            keeper.confirm(block.blockId());
            return Sealed.of(block, evidence);
        }
    }

    private static List<Tally> readErrors(
            PayloadReader in, List<Tally> detections, CascadeResult cascade)
            throws ChannelException {
        long[] errors = new long[detections.size()];
        long sum = 0;
        for (int k = 0; k < errors.length; k++) {
            errors[k] = in.getCount((long) detections.get(k).detections());
            sum += errors[k];
        }
        in.end();
        if (sum != cascade.correctedBits()) {
            throw new ChannelException(Check.PROTOCOL, "errors do not add up to the corrections");
        }
        return Distillation.tallies(detections, errors);
    }

    /** The seed is drawn and told only now, when nothing about the key can change any more. */
    private static BitString drawSeed(BitString key, int secretBits, RandomGenerator chance) {
        int bits = ToeplitzHash.seedBits(key.length(), secretBits);
        long[] words = new long[BitString.wordsFor(bits)];
        for (int i = 0; i < words.length; i++) {
            words[i] = chance.nextLong();
        }
        return BitString.ofWords(bits, words);
    }
}
