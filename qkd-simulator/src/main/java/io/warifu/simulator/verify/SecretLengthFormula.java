package io.warifu.simulator.verify;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The three length formulas once more, written from their statement and from no other code of this
 * project: Wiesemann et al. (arXiv:2405.16578) and Rusca et al. (2018) with one decoy, Lim et al.
 * (2014) with two.
 *
 * <p>Strict arithmetic. Conventions where the papers leave room: with one decoy each bracket (count
 * plus or minus its deviation) stays within 0 and the total of the basis; no bound exceeds what it
 * bounds; without a usable sample the phase error is 1/2.
 */
enum SecretLengthFormula {
    WIESEMANN(15, 2) {
        @Override
        Terms terms(Basis key, Basis test, Settings settings) {
            OneDecoy inKey = new OneDecoy(key, settings, this);
            OneDecoy inTest = new OneDecoy(test, settings, this);
            double c = inKey.single();
            double d = inTest.single();
            double v = inTest.singleErrors();
            double logarithm = StrictMath.log(parts() / settings.secrecy());
            double beyond =
                    c > 0 && d > 0
                            ? StrictMath.sqrt((c + d) / (c * d) * ((d + 1) / d) * logarithm)
                            : HALF;
            double constants =
                    log2(2 / settings.correctness())
                            + 4 * log2(parts() / (settings.secrecy() * StrictMath.pow(2, 0.25)));
            return new Terms(0, c, d, v, phase(v, d, beyond), constants);
        }
    },
    LIM(21, 3) {
        @Override
        Terms terms(Basis key, Basis test, Settings settings) {
            TwoDecoys inKey = new TwoDecoys(key, settings, this);
            TwoDecoys inTest = new TwoDecoys(test, settings, this);
            return withGamma(
                    inKey.vacuum(),
                    inKey.single(),
                    inTest.single(),
                    inTest.singleErrors(),
                    settings);
        }
    },
    RUSCA(19, 2) {
        @Override
        Terms terms(Basis key, Basis test, Settings settings) {
            OneDecoy inKey = new OneDecoy(key, settings, this);
            OneDecoy inTest = new OneDecoy(test, settings, this);
            double vacuum = inKey.vacuum();
            return withGamma(
                    vacuum,
                    Math.min(inKey.single(), key.detections() - vacuum),
                    inTest.single(),
                    inTest.singleErrors(),
                    settings);
        }
    };

    private static final double HALF = 0.5;

    private final int parts;
    private final int intensities;

    SecretLengthFormula(int parts, int intensities) {
        this.parts = parts;
        this.intensities = intensities;
    }

    /** Equal parts into which the epsilon of secrecy is cut. */
    int parts() {
        return parts;
    }

    int intensities() {
        return intensities;
    }

    abstract Terms terms(Basis key, Basis test, Settings settings);

    /**
     * Counts of one basis.
     *
     * @param clicks detections of each intensity, brightest first
     * @param wrong errors among them
     */
    @SuppressWarnings("ArrayRecordComponent") // Lives for one sum and is not compared.
    record Basis(double[] clicks, double[] wrong) {

        double detections() {
            return Arrays.stream(clicks).sum();
        }

        double errors() {
            return Arrays.stream(wrong).sum();
        }
    }

    /** The source and the epsilons. */
    @SuppressWarnings("ArrayRecordComponent") // Lives for one sum and is not compared.
    record Settings(double[] means, double[] chances, double secrecy, double correctness) {

        /** Chance that a pulse has no photon. */
        double empty() {
            return average(mean -> StrictMath.exp(-mean));
        }

        /** Chance that a pulse has one photon. */
        double lone() {
            return average(mean -> mean * StrictMath.exp(-mean));
        }

        /** What a count of intensity {@code k} is multiplied by. */
        double weight(int k) {
            return StrictMath.exp(means[k]) / chances[k];
        }

        private double average(DoubleUnaryOperator ofMean) {
            double sum = 0;
            for (int k = 0; k < means.length; k++) {
                sum += chances[k] * ofMean.applyAsDouble(means[k]);
            }
            return sum;
        }
    }

    /** The terms of a length: vacuum, single photons in key and test, their errors, phase error. */
    record Terms(
            double vacuum,
            double singleKey,
            double singleTest,
            double singleErrors,
            double phaseError,
            double constants) {

        /** Before it is rounded down; may be below 0. */
        double length(double leakBits) {
            return vacuum + singleKey * (1 - entropy(phaseError)) - leakBits - constants;
        }
    }

    Terms withGamma(double vacuum, double c, double d, double v, Settings settings) {
        double b = v / d;
        double beyond;
        if (!(c > 0 && d > 0 && b < HALF)) {
            beyond = HALF;
        } else if (v > 0) {
            double product = c * d * (1 - b) * b;
            double ratio = parts / settings.secrecy();
            double logarithm = log2((c + d) / product * ratio * ratio);
            beyond =
                    StrictMath.sqrt(
                            (c + d)
                                    * (1 - b)
                                    * b
                                    / (c * d * StrictMath.log(2))
                                    * Math.max(0, logarithm));
        } else {
            beyond = 0;
        }
        double constants = 6 * log2(parts / settings.secrecy()) + log2(2 / settings.correctness());
        return new Terms(vacuum, c, d, v, phase(v, d, beyond), constants);
    }

    private static double phase(double errors, double singles, double beyond) {
        double phi = errors / singles + beyond;
        return phi < HALF ? phi : HALF;
    }

    static double entropy(double p) {
        return p <= 0 || p >= 1 ? 0 : -p * log2(p) - (1 - p) * log2(1 - p);
    }

    static double log2(double x) {
        return StrictMath.log(x) / StrictMath.log(2);
    }

    /** From 0 to {@code most}; what is not a number counts as 0. */
    private static double between(double value, double most) {
        return value > 0 ? Math.min(value, most) : 0;
    }

    private static double deviation(double total, Settings settings, SecretLengthFormula formula) {
        return StrictMath.sqrt(total / 2 * StrictMath.log(formula.parts / settings.secrecy()));
    }

    /** Bounds of one basis from a signal (0) and one decoy (1). */
    private record OneDecoy(Basis basis, Settings settings, SecretLengthFormula formula) {

        double vacuum() {
            double mu1 = settings.means[0];
            double mu2 = settings.means[1];
            double bound =
                    settings.empty() / (mu1 - mu2) * (mu1 * clicks(1, -1) - mu2 * clicks(0, +1));
            return between(bound, basis.detections());
        }

        double mostVacuum() {
            double n = basis.detections();
            double deviation = deviation(n, settings, formula);
            double bright = 2 * (settings.empty() * wrong(0, +1) + deviation);
            double faint = 2 * (settings.empty() * wrong(1, +1) + deviation);
            return Math.min(n, Math.min(bright, faint));
        }

        double single() {
            double mu1 = settings.means[0];
            double mu2 = settings.means[1];
            double squares = mu2 * mu2 / (mu1 * mu1);
            double bound =
                    settings.lone()
                            * mu1
                            / (mu2 * (mu1 - mu2))
                            * (clicks(1, -1)
                                    - squares * clicks(0, +1)
                                    - (1 - squares) * mostVacuum() / settings.empty());
            return between(bound, basis.detections());
        }

        double singleErrors() {
            double bound =
                    settings.lone()
                            / (settings.means[0] - settings.means[1])
                            * (wrong(0, +1) - wrong(1, -1));
            return Math.max(0, bound);
        }

        private double clicks(int k, int sign) {
            double n = basis.detections();
            double moved = basis.clicks[k] + sign * deviation(n, settings, formula);
            return settings.weight(k) * between(moved, n);
        }

        private double wrong(int k, int sign) {
            double m = basis.errors();
            double moved = basis.wrong[k] + sign * deviation(m, settings, formula);
            return settings.weight(k) * between(moved, m);
        }
    }

    /** Bounds of one basis from a signal (0) and two decoys. */
    private record TwoDecoys(Basis basis, Settings settings, SecretLengthFormula formula) {

        double vacuum() {
            double mu2 = settings.means[1];
            double mu3 = settings.means[2];
            double bound =
                    settings.empty() * (mu2 * clicks(2, -1) - mu3 * clicks(1, +1)) / (mu2 - mu3);
            return between(bound, basis.detections());
        }

        double single() {
            double mu1 = settings.means[0];
            double mu2 = settings.means[1];
            double mu3 = settings.means[2];
            double vacuum = vacuum();
            double squares = mu2 * mu2 - mu3 * mu3;
            double rest = squares / (mu1 * mu1) * (clicks(0, +1) - vacuum / settings.empty());
            double bound =
                    settings.lone()
                            * mu1
                            * (clicks(1, -1) - clicks(2, +1) - rest)
                            / (mu1 * (mu2 - mu3) - squares);
            return between(bound, basis.detections() - vacuum);
        }

        double singleErrors() {
            double bound =
                    settings.lone()
                            * (wrong(1, +1) - wrong(2, -1))
                            / (settings.means[1] - settings.means[2]);
            return Math.max(0, bound);
        }

        private double clicks(int k, int sign) {
            double deviation = deviation(basis.detections(), settings, formula);
            return settings.weight(k) * (basis.clicks[k] + sign * deviation);
        }

        private double wrong(int k, int sign) {
            double deviation = deviation(basis.errors(), settings, formula);
            return settings.weight(k) * (basis.wrong[k] + sign * deviation);
        }
    }
}
