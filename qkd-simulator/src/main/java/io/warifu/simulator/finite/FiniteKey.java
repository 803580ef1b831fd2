package io.warifu.simulator.finite;

import io.warifu.simulator.decoy.BinaryEntropy;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.decoy.SourceSettings;

/**
 * The secret length of one block.
 *
 * <p>Guarantee: strict arithmetic only, so both ends and a verifier on another machine get the same
 * bits from the same counts; too few counts give 0, never an exception or NaN. Assumes what the
 * proof assumes: phase-randomised pulses of exactly the given intensities, detection chances that
 * do not depend on the basis, no side channel. The formulas were written down from the literature
 * and checked against computed vectors (for Wiesemann also against the authors' program).
 *
 * <p>Beyond the papers, no bound may exceed the number of detections it bounds: counts that no such
 * source could give would otherwise promise more bits than were received.
 */
public final class FiniteKey {

    private FiniteKey() {}

    /**
     * Computes the length.
     *
     * @param leakBits bits about the key that error correction disclosed, counted, not estimated
     */
    public static SecretLength of(
            Proof proof,
            SourceSettings source,
            BlockCounts counts,
            Security security,
            double leakBits) {
        check(proof, source, counts, leakBits);
        return switch (proof) {
            case LIM -> lim(source, counts, security, leakBits);
            case RUSCA -> rusca(source, counts, security, leakBits);
            case WIESEMANN -> wiesemann(source, counts, security, leakBits);
        };
    }

    private static SecretLength lim(
            SourceSettings source, BlockCounts counts, Security security, double leakBits) {
        double share = security.secrecy() / Proof.LIM.epsilonShares();
        TwoDecoys bounds = new TwoDecoys(source, share);
        double vacuum = bounds.vacuumLow(counts.key());
        double singleKey = bounds.singleLow(counts.key());
        double singleTest = bounds.singleLow(counts.test());
        double errors = bounds.singleErrorsUp(counts.test());
        double gamma = PhaseError.gamma(share, errors, singleTest, singleKey);
        double phi = PhaseError.of(errors, singleTest, gamma);
        double deductions = 6 * BinaryEntropy.log2(1 / share) + correctness(security);
        return new SecretLength(
                Proof.LIM,
                bounds.tau0(),
                bounds.tau1(),
                vacuum,
                Double.NaN,
                singleKey,
                singleTest,
                errors,
                gamma,
                phi,
                leakBits,
                deductions,
                bits(vacuum, singleKey, phi, leakBits + deductions));
    }

    private static SecretLength rusca(
            SourceSettings source, BlockCounts counts, Security security, double leakBits) {
        double share = security.secrecy() / Proof.RUSCA.epsilonShares();
        OneDecoy bounds = new OneDecoy(source, share);
        double vacuum = bounds.vacuumLow(counts.key());
        double singleKey =
                Math.min(bounds.singleLow(counts.key()), counts.keyTotal().detections() - vacuum);
        double singleTest = bounds.singleLow(counts.test());
        double errors = bounds.singleErrorsUp(counts.test());
        double gamma = PhaseError.gamma(share, errors, singleTest, singleKey);
        double phi = PhaseError.of(errors, singleTest, gamma);
        double deductions = 6 * BinaryEntropy.log2(1 / share) + correctness(security);
        return new SecretLength(
                Proof.RUSCA,
                bounds.tau0(),
                bounds.tau1(),
                vacuum,
                bounds.vacuumUp(counts.key()),
                singleKey,
                singleTest,
                errors,
                gamma,
                phi,
                leakBits,
                deductions,
                bits(vacuum, singleKey, phi, leakBits + deductions));
    }

    private static SecretLength wiesemann(
            SourceSettings source, BlockCounts counts, Security security, double leakBits) {
        double share = security.secrecy() / Proof.WIESEMANN.epsilonShares();
        OneDecoy bounds = new OneDecoy(source, share);
        double singleKey = bounds.singleLow(counts.key());
        double singleTest = bounds.singleLow(counts.test());
        double errors = bounds.singleErrorsUp(counts.test());
        double g = PhaseError.serfling(share, singleTest, singleKey);
        double phi = PhaseError.of(errors, singleTest, g);
        double fourthRootOfTwo = StrictMath.sqrt(StrictMath.sqrt(2));
        double deductions =
                4 * BinaryEntropy.log2(1 / (share * fourthRootOfTwo)) + correctness(security);
        return new SecretLength(
                Proof.WIESEMANN,
                bounds.tau0(),
                bounds.tau1(),
                Double.NaN,
                bounds.vacuumUp(counts.key()),
                singleKey,
                singleTest,
                errors,
                g,
                phi,
                leakBits,
                deductions,
                bits(0, singleKey, phi, leakBits + deductions));
    }

    private static double correctness(Security security) {
        return BinaryEntropy.log2(2 / security.correctness());
    }

    private static long bits(double vacuum, double single, double phi, double lost) {
        double length = vacuum + single * (1 - BinaryEntropy.of(phi)) - lost;
        // Written so that NaN, should one ever arise, gives no key.
        return length > 0 ? (long) length : 0;
    }

    private static void check(
            Proof proof, SourceSettings source, BlockCounts counts, double leakBits) {
        int intensities = source.intensities().size();
        if (intensities != proof.intensities()) {
            throw new IllegalArgumentException(
                    "proof %s needs %d intensities, the source has %d"
                            .formatted(proof, proof.intensities(), intensities));
        }
        if (counts.key().size() != intensities) {
            throw new IllegalArgumentException(
                    "counts of %d intensities from a source of %d"
                            .formatted(counts.key().size(), intensities));
        }
        if (!(leakBits >= 0 && leakBits < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("leaked bits: a finite number, not below 0");
        }
    }
}
