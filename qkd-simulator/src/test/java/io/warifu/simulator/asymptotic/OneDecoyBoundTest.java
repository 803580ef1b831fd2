package io.warifu.simulator.asymptotic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OneDecoyBoundTest {

    private static final SourceSettings SOURCE =
            new SourceSettings(List.of(new Intensity(0.48, 0.9), new Intensity(0.05, 0.1)), 0.5);
    private static final double PULSES = 1e12;
    private static final double SENT_PER_BASIS = PULSES / 4;

    @Test
    void refusesASourceWithoutDecoy() {
        SourceSettings signalOnly = new SourceSettings(List.of(new Intensity(0.5, 1)), 0.5);
        BlockCounts counts =
                new BlockCounts(1e6, List.of(new Tally(10, 0)), List.of(new Tally(10, 0)));
        assertThatThrownBy(() -> OneDecoyBound.of(signalOnly, counts))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OneDecoyBound.of(SOURCE, counts))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsNothingWithoutCounts() {
        Tally none = new Tally(0, 0);
        OneDecoyBound bound =
                OneDecoyBound.of(
                        SOURCE, new BlockCounts(0, List.of(none, none), List.of(none, none)));
        assertThat(bound).isEqualTo(new OneDecoyBound(0, 0, 0.5));
    }

    @Test
    void collapsesWhenEveTakesTheSinglePhotonsAndKeepsGainAndErrorRate() {
        double gain = 1.924950e-3;
        // Eve lets a share of the pulses of two and more photons click so that the gain stays.
        double pass = gain / moreThanOne(0.48);
        OneDecoyBound bound =
                OneDecoyBound.of(
                        SOURCE,
                        counts(
                                gain,
                                0.0334 * gain,
                                pass * moreThanOne(0.05),
                                0.0334 * pass * moreThanOne(0.05)));
        assertThat(bound.yieldLow()).isLessThan(4.01e-4);
        assertThat(bound.singleShareLow()).isLessThan(0.1);
    }

    @Test
    void agreesWithTheFormulaOnExpectedCounts() {
        DecoyLink gys = new DecoyLink(1.7e-6, 0.045, 0.033, 0.21, 0.5, 1.22);
        DecoyRates rates = new AsymptoticRate(gys).at(0.48, 0.05, 50);
        OneDecoyBound bound =
                OneDecoyBound.of(
                        SOURCE,
                        counts(
                                rates.signalGain(),
                                rates.signalGain() * rates.signalErrorRate(),
                                rates.decoyGain(),
                                rates.decoyGain() * rates.decoyErrorRate()));
        assertThat(bound.yieldLow()).isCloseTo(rates.oneDecoy().yield(), withinPercentage(1e-6));
        assertThat(bound.errorRateUp())
                .isCloseTo(rates.oneDecoy().errorRate(), withinPercentage(1e-6));
        assertThat(bound.singleShareLow()).isCloseTo(0.5625, within(0.001));
    }

    private static double moreThanOne(double mean) {
        return 1 - (1 + mean) * Math.exp(-mean);
    }

    private static BlockCounts counts(
            double signalGain, double signalErrors, double decoyGain, double decoyErrors) {
        Tally signal =
                new Tally(0.9 * SENT_PER_BASIS * signalGain, 0.9 * SENT_PER_BASIS * signalErrors);
        Tally decoy =
                new Tally(0.1 * SENT_PER_BASIS * decoyGain, 0.1 * SENT_PER_BASIS * decoyErrors);
        return new BlockCounts(PULSES, List.of(signal, decoy), List.of(signal, decoy));
    }
}
