package io.warifu.simulator.session;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.simulator.amplify.ToeplitzHash;
import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Tally;
import io.warifu.simulator.finite.FiniteKey;
import io.warifu.simulator.finite.SecretLength;
import io.warifu.simulator.handover.FinishedBlock;
import io.warifu.simulator.reconcile.CascadePlan;
import io.warifu.simulator.reconcile.CascadeResult;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The steps of distillation that both ends compute alike, each from its own numbers. */
final class Distillation {

    private Distillation() {}

    /** What an end knows about a block when privacy amplification is done. */
    record Facts(
            BlockCounts counts,
            CascadePlan plan,
            CascadeResult cascade,
            SecretLength length,
            BitString seed) {

        Evidence evidence(SiftedRound round) {
            return new Evidence(
                    round,
                    counts,
                    plan,
                    cascade,
                    Verification.HASH,
                    Verification.TAG_BITS,
                    countBits(counts),
                    length,
                    hash(seed),
                    seed.length());
        }
    }

    /** The finished block with a copy of the secret of its own. */
    static FinishedBlock block(
            SiftedRound round,
            SecretBytes secret,
            long sequence,
            int refillBytes,
            BlockCounts counts) {
        return new FinishedBlock(
                round.plan().round(),
                sequence,
                SecretBytes.takeFrom(secret.exposeForWire()),
                refillBytes,
                qber(counts));
    }

    /** The plan of error correction, from the error rate of the test basis. */
    static CascadePlan cascadePlan(BitString key, SiftedRound round) {
        return CascadePlan.of(key.length(), round.qber());
    }

    /** The counts of a round with the errors of the key basis put in. */
    static BlockCounts withKeyErrors(BlockCounts counts, List<Tally> key) {
        return new BlockCounts(counts.pulses(), key, counts.test());
    }

    /** Detections as counted at sifting, errors as told after error correction. */
    static List<Tally> tallies(List<Tally> detections, long[] errors) {
        List<Tally> tallies = new ArrayList<>();
        for (int k = 0; k < errors.length; k++) {
            tallies.add(new Tally(detections.get(k).detections(), errors[k]));
        }
        return tallies;
    }

    /** What the numbers of errors for each intensity tell at most: they are said in the open. */
    static int countBits(BlockCounts counts) {
        int bitsEach = 32 - Integer.numberOfLeadingZeros((int) counts.keyTotal().detections());
        return counts.key().size() * bitsEach;
    }

    /**
     * The secret length. The whole verification tag counts as disclosed, although the proof's own
     * term for correctness covers most of it.
     */
    static SecretLength length(PostProcessing settings, BlockCounts counts, CascadeResult cascade) {
        return FiniteKey.of(
                settings.proof(),
                settings.source(),
                counts,
                settings.security(),
                cascade.leakedBits() + (double) Verification.TAG_BITS + countBits(counts));
    }

    /** The length in bits that is taken, which a file of the journal can hold. */
    static int secretBits(SecretLength length) {
        return (int) Math.min(8L * FinishedBlock.MAX_KEY_BYTES, length.bits());
    }

    /** Privacy amplification; bits behind the last whole byte are given up. */
    static SecretBytes amplified(BitString key, int secretBits, BitString seed) {
        BitString secret = ToeplitzHash.of(key, secretBits, seed);
        byte[] bytes = secret.toBytes();
        try {
            return SecretBytes.takeFrom(Arrays.copyOf(bytes, secretBits / 8));
        } finally {
            Arrays.fill(bytes, (byte) 0);
            secret.wipe();
        }
    }

    private static String hash(BitString seed) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(seed.toBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Error rate of the key basis. */
    private static double qber(BlockCounts counts) {
        Tally key = counts.keyTotal();
        return key.detections() == 0 ? 0 : key.errors() / key.detections();
    }
}
