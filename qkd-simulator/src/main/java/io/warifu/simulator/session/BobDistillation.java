package io.warifu.simulator.session;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.simulator.amplify.ToeplitzHash;
import io.warifu.simulator.bb84.BasisBits;
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
import io.warifu.simulator.reconcile.CascadeCorrector;
import io.warifu.simulator.reconcile.CascadePlan;
import io.warifu.simulator.reconcile.CascadeResult;
import io.warifu.simulator.session.BlockOutcome.Nothing;
import io.warifu.simulator.session.BlockOutcome.Reason;
import io.warifu.simulator.session.BlockOutcome.Sealed;
import java.util.List;

/**
 * Bob's telling of how a sifted block becomes a secret key; see {@link AliceDistillation} for the
 * guarantees, which are the same. He computes plan and secret length from his own numbers and
 * refuses to go on if hers differ.
 */
public final class BobDistillation {

    private final PostProcessing settings;
    private final BlockKeeper keeper;
    private final ClassicalChannel channel;

    /** One block's distillation over its own conversation. */
    public BobDistillation(PostProcessing settings, BlockKeeper keeper, ClassicalChannel channel) {
        this.settings = settings;
        this.keeper = keeper;
        this.channel = channel;
    }

    /** Distils a round and wipes its bits. */
    public BlockOutcome run(SiftedRound round) throws ChannelException {
        BasisBits sifted = round.block().key();
        BitString received = sifted.toBits();
        BitString key = sifted.toBits();
        try {
            CascadePlan plan = Distillation.cascadePlan(key, round);
            CascadeResult cascade = CascadeCorrector.correct(channel, key, plan);
            BitString corrections = received.xor(key);
            List<Tally> tallies = sifted.tally(corrections);
            corrections.wipe();
            return distil(round, key, tallies, plan, cascade);
        } finally {
            round.block().wipe();
            received.wipe();
            key.wipe();
        }
    }

    private BlockOutcome distil(
            SiftedRound round,
            BitString key,
            List<Tally> tallies,
            CascadePlan plan,
            CascadeResult cascade)
            throws ChannelException {
        BlockCounts counts = Distillation.withKeyErrors(round.counts(), tallies);
        boolean agrees = Verification.holds(key, channel.receive(MessageKind.VERIFY));
        PayloadWriter result = new PayloadWriter().putByte(agrees ? 1 : 0);
        tallies.forEach(tally -> result.putCount((long) tally.errors()));
        channel.send(MessageKind.VERIFY_RESULT, result);
        if (!agrees) {
            return new Nothing(round, counts, Reason.KEYS_STILL_DIFFER);
        }
        SecretLength length = Distillation.length(settings, counts, cascade);
        int secretBits = Distillation.secretBits(length);
        if (secretBits < 8) {
            return new Nothing(round, counts, Reason.NO_SECRET_LEFT);
        }
        BitString seed = receiveSeed(key, secretBits);
        try (SecretBytes secret = Distillation.amplified(key, secretBits, seed)) {
            return seal(round, secret, new Distillation.Facts(counts, plan, cascade, length, seed));
        }
    }

    private BitString receiveSeed(BitString key, int secretBits) throws ChannelException {
        PayloadReader in = channel.receive(MessageKind.AMPLIFY);
        if (in.getInt(8 * FinishedBlock.MAX_KEY_BYTES) != secretBits) {
            throw new ChannelException(
                    Check.LENGTH_DIFFERS, "the ends disagree on the secret length");
        }
        BitString seed = in.getBitsOfLength(ToeplitzHash.seedBits(key.length(), secretBits));
        in.end();
        return seed;
    }

    private BlockOutcome seal(SiftedRound round, SecretBytes secret, Distillation.Facts facts)
            throws ChannelException {
        PayloadReader in = channel.receive(MessageKind.SEAL);
        long sequence = in.getCount(FinishedBlock.MAX_SEQUENCE);
        int refillBytes = in.getInt(secret.length());
        in.end();
        if (sequence < keeper.nextSequence()) {
            throw new ChannelException(Check.PROTOCOL, "a block number comes twice");
        }
        FinishedBlock block =
                Distillation.block(round, secret, sequence, refillBytes, facts.counts());
        Evidence evidence = facts.evidence(round);
        keeper.prepare(block, evidence);
        channel.send(MessageKind.TAKEN, new PayloadWriter());
        channel.receive(MessageKind.COMMIT).end();
        keeper.commit(block.blockId());
        channel.send(MessageKind.COMMITTED, new PayloadWriter());
        return Sealed.of(block, evidence);
    }
}
