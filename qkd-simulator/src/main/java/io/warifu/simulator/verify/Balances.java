package io.warifu.simulator.verify;

import static io.warifu.simulator.verify.Rejection.unless;

import io.warifu.simulator.verify.Claims.Amplification;
import io.warifu.simulator.verify.Claims.Correction;
import io.warifu.simulator.verify.Claims.Counts;
import io.warifu.simulator.verify.Claims.Lane;
import io.warifu.simulator.verify.Claims.Pulse;
import io.warifu.simulator.verify.SecretLengthFormula.Basis;
import io.warifu.simulator.verify.SecretLengthFormula.Settings;
import io.warifu.simulator.verify.SecretLengthFormula.Terms;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The sums within one ledger. */
final class Balances {

    /** Rounding may differ in the last digit; a length this near to a whole number is both. */
    private static final double LENGTH_TOLERANCE_BITS = 1e-6;

    private static final double EFFICIENCY_TOLERANCE = 1e-9;

    /** Both times are rounded down. */
    private static final double ROUNDING_NANOS = 1;

    private static final double NANOS_PER_SECOND = 1e9;

    /** The key as a polynomial over pieces of 120 bits, evaluated modulo 2^127 - 1. */
    private static final String POLYNOMIAL_HASH = "POLYNOMIAL_2^127-1";

    private static final int POLYNOMIAL_PIECE_BITS = 120;
    private static final int POLYNOMIAL_TAG_BITS = 127;

    private static final String NO_DIGEST = "0".repeat(64);
    private static final int BITS_PER_BYTE = 8;

    private Balances() {}

    static void check(Claims claims) throws Rejection {
        totals(claims);
        time(claims);
        correction(claims.correction(), claims.totals());
        verification(claims);
        unless(
                claims.epsilon().secrecyShares() == claims.proof().parts(),
                Check.EPSILON,
                claims.proof() + " cuts the epsilon into " + claims.proof().parts());
        length(claims);
        amplification(claims.amplification(), claims.totals());
        pool(claims);
    }

    private static void totals(Claims claims) throws Rejection {
        Counts sum =
                claims.intensities().stream()
                        .map(Pulse::counts)
                        .reduce(new Counts(0, 0, 0, 0), Counts::plus);
        unless(sum.equals(claims.totals()), Check.TOTALS, "the totals are not the sums");
    }

    private static void time(Claims claims) throws Rejection {
        Counts totals = claims.totals();
        unless(
                totals.keyDetections() + totals.testDetections() <= claims.pulses(),
                Check.TIME,
                "more clicks than pulses");
        double needed = claims.pulses() / claims.clockHz() * NANOS_PER_SECOND;
        unless(
                claims.endedNanos() >= claims.startedNanos()
                        && needed < claims.endedNanos() - claims.startedNanos() + ROUNDING_NANOS,
                Check.TIME,
                "the pulses need more link time");
    }

    private static void correction(Correction correction, Counts totals) throws Rejection {
        unless(
                correction.correctedBits() == totals.keyErrors(),
                Check.CORRECTION,
                "corrected bits and errors of the key basis differ");
        unless(
                correction.leakBits()
                        == correction.parityBits() + correction.tagBits() + correction.countBits(),
                Check.CORRECTION,
                "the leak is not the sum of its parts");
        double shannon =
                totals.keyErrors() == 0
                        ? 0
                        : (double) totals.keyDetections()
                                * SecretLengthFormula.entropy(
                                        (double) totals.keyErrors() / totals.keyDetections());
        double efficiency = shannon == 0 ? 0 : (double) correction.parityBits() / shannon;
        unless(
                Math.abs(correction.efficiency() - efficiency) <= EFFICIENCY_TOLERANCE * efficiency,
                Check.CORRECTION,
                "the efficiency is another");
    }

    /** Different keys agree at no more points than the polynomial has roots. */
    private static void verification(Claims claims) throws Rejection {
        Correction correction = claims.correction();
        if (claims.amplification().secretBits() == 0) {
            return;
        }
        unless(
                correction.verificationHash().equals(POLYNOMIAL_HASH)
                        && correction.tagBits() == POLYNOMIAL_TAG_BITS,
                Check.VERIFICATION,
                "unknown hash or cut tag");
        // One coefficient for the length, one for each piece; no constant term.
        double pieces =
                StrictMath.ceil(claims.totals().keyDetections() / (double) POLYNOMIAL_PIECE_BITS);
        double collision = (pieces + 2) / StrictMath.pow(2, POLYNOMIAL_TAG_BITS);
        unless(
                collision <= claims.epsilon().correctness(),
                Check.VERIFICATION,
                "unequal keys may have equal tags more often than the epsilon says");
    }

    private static void length(Claims claims) throws Rejection {
        long stated = claims.amplification().secretBits();
        double computed = computed(claims);
        boolean agrees =
                rounded(computed - LENGTH_TOLERANCE_BITS) == stated
                        || rounded(computed + LENGTH_TOLERANCE_BITS) == stated;
        unless(
                agrees,
                Check.LENGTH,
                "the formula gives " + rounded(computed) + " bits, stated are " + stated);
    }

    private static double computed(Claims claims) throws Rejection {
        List<Pulse> pulses = claims.intensities();
        boolean usable =
                pulses.size() == claims.proof().intensities() && fits(claims.proof(), pulses);
        unless(usable, Check.LENGTH, claims.proof() + " does not fit these intensities");
        Settings settings =
                new Settings(
                        each(pulses, Pulse::meanPhotons),
                        each(pulses, Pulse::probability),
                        claims.epsilon().secrecy(),
                        claims.epsilon().correctness());
        Basis key =
                new Basis(
                        each(pulses, pulse -> pulse.counts().keyDetections()),
                        each(pulses, pulse -> pulse.counts().keyErrors()));
        Basis test =
                new Basis(
                        each(pulses, pulse -> pulse.counts().testDetections()),
                        each(pulses, pulse -> pulse.counts().testErrors()));
        Terms terms = claims.proof().terms(key, test, settings);
        return terms.length((double) claims.correction().leakBits());
    }

    /** Outside of this the bounds divide by zero or turn round. */
    private static boolean fits(SecretLengthFormula proof, List<Pulse> pulses) {
        return switch (proof) {
            case WIESEMANN, RUSCA -> pulses.get(1).meanPhotons() > 0;
            case LIM ->
                    pulses.get(0).meanPhotons()
                            > pulses.get(1).meanPhotons() + pulses.get(2).meanPhotons();
        };
    }

    private static double[] each(List<Pulse> pulses, ToDoubleFunction<Pulse> of) {
        return pulses.stream().mapToDouble(of).toArray();
    }

    private static long rounded(double length) {
        return length > 0 ? (long) StrictMath.floor(length) : 0;
    }

    private static void amplification(Amplification made, Counts totals) throws Rejection {
        unless(
                made.keyBits() == totals.keyDetections(),
                Check.AMPLIFICATION,
                "the key is not the detections of the key basis");
        unless(
                made.poolBits() + made.deliveredBits() + made.discardedBits() == made.secretBits(),
                Check.AMPLIFICATION,
                "pool, delivered and discarded bits are not the secret bits");
        unless(
                made.deliveredBits() % BITS_PER_BYTE == 0
                        && (made.deliveredBits() == 0 || made.discardedBits() < BITS_PER_BYTE),
                Check.AMPLIFICATION,
                "whole bytes are delivered, less than a byte is discarded");
        long seedBits =
                switch (made.form()) {
                    case "NONE" -> 0;
                    case "TOEPLITZ" -> made.keyBits() + made.secretBits() - 1;
                    case "TOEPLITZ_WITH_IDENTITY" -> made.keyBits() - 1;
                    default -> -1;
                };
        boolean none = made.form().equals("NONE");
        unless(
                made.seedBits() == seedBits
                        && none == (made.secretBits() == 0)
                        && none == made.seedSha256().equals(NO_DIGEST),
                Check.AMPLIFICATION,
                "form, seed and secret length do not fit each other");
    }

    private static void pool(Claims claims) throws Rejection {
        long deposited = 0;
        for (Lane lane : claims.pool()) {
            unless(
                    lane.depositedBefore() - lane.spentBefore() == lane.remainingBefore()
                            && lane.depositedAfter() - lane.spentAfter() == lane.remainingAfter()
                            && lane.spentAfter() - lane.spentBefore() == lane.spent()
                            && lane.depositedAfter() >= lane.depositedBefore(),
                    Check.POOL,
                    "lane " + lane.name() + " does not balance");
            deposited += lane.depositedAfter() - lane.depositedBefore();
        }
        unless(
                deposited == claims.amplification().poolBits(),
                Check.POOL,
                "the deposits are not what this block gave to the pool");
    }
}
