package io.warifu.simulator.asymptotic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GYS parameters against the reference table, which another program computed. */
final class AsymptoticRateTest {

    private static final DecoyLink GYS = new DecoyLink(1.7e-6, 0.045, 0.033, 0.21, 0.5, 1.22);
    private static final AsymptoticRate RATE = new AsymptoticRate(GYS);
    private static final double MU = 0.48;
    private static final double NU = 0.05;

    /** The table has seven digits: one millionth, relative, in per cent. */
    private static final double PER_CENT = 1e-4;

    @Test
    void refusesIntensitiesAndDistancesOutOfRange() {
        for (double[] pair :
                new double[][] {{0.05, 0.48}, {0.48, 0}, {3, 0.1}, {Double.NaN, 0.1}}) {
            assertThatThrownBy(() -> RATE.at(pair[0], pair[1], 50))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0 < nu < mu");
        }
        for (double km : new double[] {-1, Double.NaN, 1e9}) {
            assertThatThrownBy(() -> RATE.at(MU, NU, km)).hasMessageContaining("distance");
        }
    }

    @Test
    void refusesLinksOutOfRange() {
        assertThatThrownBy(() -> new DecoyLink(-1, 0.045, 0.033, 0.21, 0.5, 1.22))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DecoyLink(0, 0, 0.033, 0.21, 0.5, 1.22))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DecoyLink(0, 0.1, 0.6, 0.21, 0.5, 1.22))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DecoyLink(0, 0.1, 0.03, 0, 0.5, 1.22))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GYS.withCorrectionEfficiency(0.99))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesNoKeyBeyondTheCutOffAndNoNumberThatIsNone() {
        for (double km : new double[] {143, 300, 1000, 2000}) {
            DecoyRates rates = RATE.at(MU, NU, km);
            assertThat(rates.exactRate()).isZero();
            assertThat(rates.vacuumWeakRate()).isZero();
            assertThat(rates.oneDecoyRate()).isZero();
            assertThat(rates.vacuumWeak().errorRate()).isBetween(0.0, 0.5);
        }
    }

    @ParameterizedTest(name = "{0} km")
    @CsvSource({
        "0, 2.137009e-2, 3.303715e-2, 2.249171e-3, 3.335297e-2, 4.500170e-2, 3.301764e-2,"
                + " 2.554588e-3, 4.438483e-2, 3.515287e-2, 2.414245e-3",
        "20, 8.180164e-3, 3.309705e-2, 8.567604e-4, 3.392663e-2, 1.711022e-2, 3.304640e-2,"
                + " 9.624524e-4, 1.686837e-2, 3.522248e-2, 9.077677e-4",
        "50, 1.924950e-3, 3.341243e-2, 2.022114e-4, 3.692609e-2, 4.012329e-3, 3.319787e-2,"
                + " 2.225961e-4, 3.954807e-3, 3.539849e-2, 2.096250e-4",
        "100, 1.732602e-4, 3.758213e-2, 1.957223e-5, 7.356258e-2, 3.591477e-4, 3.521051e-2,"
                + " 1.718444e-5, 3.539934e-4, 3.749238e-2, 1.602005e-5",
        "140, 2.649981e-5, 6.295870e-2, 4.283342e-6, 2.183459e-1, 5.336691e-5, 4.787626e-2,"
                + " 2.464667e-7, 5.261496e-5, 5.063259e-2, 7.377906e-8"
    })
    void agreesWithThePrintedTable(
            double km,
            double signalGain,
            double signalError,
            double decoyGain,
            double decoyError,
            double yield,
            double error,
            double rate,
            double yieldLow,
            double errorUp,
            double vacuumWeakRate) {
        DecoyRates rates = RATE.at(MU, NU, km);
        assertThat(rates.signalGain()).isCloseTo(signalGain, withinPercentage(PER_CENT));
        assertThat(rates.signalErrorRate()).isCloseTo(signalError, withinPercentage(PER_CENT));
        assertThat(rates.decoyGain()).isCloseTo(decoyGain, withinPercentage(PER_CENT));
        assertThat(rates.decoyErrorRate()).isCloseTo(decoyError, withinPercentage(PER_CENT));
        assertThat(rates.exact().yield()).isCloseTo(yield, withinPercentage(PER_CENT));
        assertThat(rates.exact().errorRate()).isCloseTo(error, withinPercentage(PER_CENT));
        assertThat(rates.exactRate()).isCloseTo(rate, withinPercentage(PER_CENT));
        assertThat(rates.vacuumWeak().yield()).isCloseTo(yieldLow, withinPercentage(PER_CENT));
        assertThat(rates.vacuumWeak().errorRate()).isCloseTo(errorUp, withinPercentage(PER_CENT));
        assertThat(rates.vacuumWeakRate()).isCloseTo(vacuumWeakRate, withinPercentage(PER_CENT));
    }

    @Test
    void endsWhereThePapersSay() {
        assertThat(RATE.cutOffKm(MU, NU, Estimation.EXACT)).isCloseTo(142.01, within(0.006));
        assertThat(RATE.cutOffKmAtOptimum()).isCloseTo(142.21, within(0.006));
        assertThat(RATE.cutOffKm(MU, NU, Estimation.VACUUM_WEAK)).isCloseTo(140.62, within(0.006));
        assertThat(RATE.cutOffKm(MU, NU, Estimation.ONE_DECOY)).isCloseTo(120.18, within(0.006));
    }

    @ParameterizedTest(name = "f = {0}")
    @CsvSource({"1.00, 150.11", "1.05, 148.25", "1.16, 144.21"})
    void goesFartherWithBetterErrorCorrection(double f, double km) {
        AsymptoticRate better = new AsymptoticRate(GYS.withCorrectionEfficiency(f));
        assertThat(better.cutOffKm(MU, NU, Estimation.EXACT)).isCloseTo(km, within(0.006));
    }

    @ParameterizedTest(name = "{0} km")
    @CsvSource({"0, 0.486", "50, 0.479", "100, 0.475", "140, 0.434"})
    void findsTheBestSignal(double km, double mean) {
        assertThat(RATE.optimumMeanPhotons(km)).isCloseTo(mean, within(0.0006));
    }

    @Test
    void hasNoCutOffWhereThereIsNeverAKey() {
        AsymptoticRate hopeless =
                new AsymptoticRate(new DecoyLink(1e-6, 0.045, 0.2, 0.21, 0.5, 1.22));
        assertThat(hopeless.cutOffKm(MU, NU, Estimation.EXACT)).isZero();
        assertThat(hopeless.cutOffKmAtOptimum()).isZero();
    }

    @Test
    void boundsNeverPromiseMoreThanTheTruth() {
        for (double km = 0; km < 150; km += 1) {
            DecoyRates rates = RATE.at(MU, NU, km);
            assertThat(rates.vacuumWeak().yield()).isLessThanOrEqualTo(rates.exact().yield());
            assertThat(rates.oneDecoy().yield()).isLessThanOrEqualTo(rates.vacuumWeak().yield());
            assertThat(rates.vacuumWeak().errorRate())
                    .isGreaterThanOrEqualTo(rates.exact().errorRate());
            assertThat(rates.oneDecoyRate()).isLessThanOrEqualTo(rates.vacuumWeakRate());
        }
    }
}
