package io.warifu.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.verify.SecretLengthFormula.Basis;
import io.warifu.simulator.verify.SecretLengthFormula.Settings;
import io.warifu.simulator.verify.SecretLengthFormula.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors computed for the papers' detector model with expected counts. */
class SecretLengthFormulaTest {

    private static final double DARK = 6e-7;
    private static final double MISALIGNMENT = 0.005;
    private static final double EFFICIENCY = 1.16;

    private static final Settings TWO_DECOYS =
            new Settings(
                    new double[] {0.5, 0.15, 2e-4}, new double[] {0.4, 0.4, 0.2}, 1e-10, 1e-15);
    private static final Settings ONE_DECOY =
            new Settings(new double[] {0.5, 0.15}, new double[] {0.7, 0.3}, 1e-10, 1e-15);

    @ParameterizedTest
    @CsvSource({
        "0,1e6,601423,98386,5651,0.065068,189858,202448",
        "0,1e7,6351495,1128402,41526,0.038593,1898583,2954944",
        "50,1e5,47944,4986,1038,0.267021,19108,0",
        "50,1e6,586093,95570,5624,0.066681,191081,187602",
        "50,1e7,6198197,1100246,41198,0.039275,1910812,2806005",
        "100,1e6,582055,94828,5764,0.068766,203108,168372"
    })
    void givesTheLengthsOfLimWithTwoDecoys(
            double km,
            double n,
            double s1,
            double t1,
            double v1,
            double phi,
            double leak,
            long bits) {
        Expected expected = new Expected(TWO_DECOYS, km, n, 0.7, 0.04);
        Terms terms = expected.terms(SecretLengthFormula.LIM);
        assertThat(terms.vacuum()).isZero();
        assertThat(terms.singleKey()).isCloseTo(s1, within(0.5));
        assertThat(terms.singleTest()).isCloseTo(t1, within(0.5));
        assertThat(terms.singleErrors()).isCloseTo(v1, within(0.5));
        assertThat(terms.phaseError()).isCloseTo(phi, within(5e-7));
        assertThat(expected.leakBits()).isCloseTo(leak, within(0.5));
        assertThat(bits(terms.length(expected.leakBits()))).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({
        "0,1e6,4047,0,0.3127,0.3549",
        "0,1e7,4397683,3931954,0.02525,0.04137",
        "50,1e7,4208719,3758917,0.02681,0.04305",
        "50,1e8,47370826,45663453,0.01422,0.01913",
        "100,1e7,3941599,3521668,0.03098,0.04677",
        "50,1e5,0,0,0.5,0.5"
    })
    void givesTheLengthsOfRuscaAndWiesemannWithOneDecoy(
            double km, double n, long rusca, long wiesemann, double phiRusca, double phiWiesemann) {
        Expected expected = new Expected(ONE_DECOY, km, n, 0.9, 0);
        Terms r = expected.terms(SecretLengthFormula.RUSCA);
        assertThat(bits(r.length(expected.leakBits()))).isEqualTo(rusca);
        assertThat(r.phaseError()).isCloseTo(phiRusca, within(5e-5));
        Terms w = expected.terms(SecretLengthFormula.WIESEMANN);
        assertThat(bits(w.length(expected.leakBits()))).isEqualTo(wiesemann);
        assertThat(w.phaseError()).isCloseTo(phiWiesemann, within(5e-5));
    }

    @Test
    void givesNothingWithoutCounts() {
        Basis nothing = new Basis(new double[2], new double[2]);
        for (SecretLengthFormula formula :
                new SecretLengthFormula[] {
                    SecretLengthFormula.RUSCA, SecretLengthFormula.WIESEMANN
                }) {
            Terms terms = formula.terms(nothing, nothing, ONE_DECOY);
            assertThat(terms.phaseError()).isEqualTo(0.5);
            assertThat(terms.length(0)).isNegative();
        }
        Basis none = new Basis(new double[3], new double[3]);
        assertThat(SecretLengthFormula.LIM.terms(none, none, TWO_DECOYS).length(0)).isNegative();
    }

    private static long bits(double length) {
        return length > 0 ? (long) length : 0;
    }

    /** What the detector model expects to be counted; real numbers, as in the tables. */
    private static final class Expected {

        private final Settings settings;
        private final double keyBits;
        private final Basis key;
        private final Basis test;
        private final double qber;

        Expected(Settings settings, double km, double n, double keyBasis, double afterpulse) {
            this.settings = settings;
            this.keyBits = n;
            double eta = 0.1 * Math.pow(10, -0.2 * km / 10);
            int size = settings.means().length;
            double[] gain = new double[size];
            double[] wrong = new double[size];
            double meanGain = 0;
            double meanWrong = 0;
            for (int k = 0; k < size; k++) {
                double light = 1 - Math.exp(-eta * settings.means()[k]);
                double click = 1 - (1 - 2 * DARK) * Math.exp(-eta * settings.means()[k]);
                gain[k] = settings.chances()[k] * click * (1 + afterpulse);
                wrong[k] =
                        settings.chances()[k]
                                * (DARK + MISALIGNMENT * light + afterpulse * click / 2);
                meanGain += gain[k];
                meanWrong += wrong[k];
            }
            double pulses = n / (keyBasis * keyBasis * meanGain);
            key = basis(gain, wrong, pulses * keyBasis * keyBasis);
            test = basis(gain, wrong, pulses * (1 - keyBasis) * (1 - keyBasis));
            qber = meanWrong / meanGain;
        }

        Terms terms(SecretLengthFormula formula) {
            return formula.terms(key, test, settings);
        }

        double leakBits() {
            return EFFICIENCY * SecretLengthFormula.entropy(qber) * keyBits;
        }

        private static Basis basis(double[] gain, double[] wrong, double factor) {
            double[] clicks = gain.clone();
            double[] errors = wrong.clone();
            for (int k = 0; k < clicks.length; k++) {
                clicks[k] *= factor;
                errors[k] *= factor;
            }
            return new Basis(clicks, errors);
        }
    }
}
