package io.warifu.simulator.optics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.decoy.Intensity;
import java.util.SplittableRandom;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class OpticsSettingsTest {

    @Test
    void refusesImpossiblePhysicsAndSaysWhatWouldBePossible() {
        refused("loss: 0 to 60", () -> new Fibre(-1));
        refused("loss", () -> new Fibre(Double.NaN));
        refused("efficiency", () -> Detector.withoutMemory(0, 0, 0));
        refused("dark count", () -> Detector.withoutMemory(0.5, 0.02, 0));
        refused("misalignment", () -> Detector.withoutMemory(0.5, 0, 0.6));
        refused("dead time", () -> new Detector(0.5, 0, 0, -1, 0, 0));
        refused("afterpulse probability", () -> new Detector(0.5, 0, 0, 0, 0.6, 0));
        refused("afterpulse decay", () -> new Detector(0.5, 0, 0, 0, 0.1, Double.NaN));
        refused("loss", () -> new Drift(7, 0, 1, 0));
        refused("misalignment", () -> new Drift(0, 0.3, 1, 0));
        refused("period", () -> new Drift(0, 0, 0, 0));
        refused("walk", () -> new Drift(0, 0, 1, 2));
        refused("transmittance", () -> PhotonYields.ofLoss(1.1));
        LinkOptics gys = Links.gys(0.5, new Intensity(0.48, 1));
        refused(
                "clock",
                () -> new LinkOptics(gys.source(), 0, gys.fibre(), gys.detector(), Drift.none()));
        refused("clicks per train", () -> gys.pulsesFor(0));
        refused("clicks per train", () -> gys.pulsesFor(LinkOptics.MAX_CLICKS_PER_TRAIN));
    }

    @Test
    void refusesTrainsThatWouldNotEnd() {
        LinkOptics optics = Links.bright(Detector.withoutMemory(1, 0, 0));
        Transmitter transmitter = new Transmitter(optics, new SplittableRandom(1));
        refused("train", () -> transmitter.emit(new UUID(1, 2), -1));
        refused("too many", () -> transmitter.emit(new UUID(1, 2), 1L << 40));
        refused("pulses", () -> transmitter.emit(new UUID(1, 2), 1L << 50));
    }

    @Test
    void aDarkSourceSendsNothing() {
        LinkOptics optics = Links.gys(0.5, new Intensity(0, 1));
        Emission emission =
                new Transmitter(optics, new SplittableRandom(1)).emit(new UUID(1, 2), 1L << 44);
        assertThat(emission.light().events()).isZero();
    }

    @Test
    void theBudgetWithoutMemoryIsThePublishedTable() {
        LinkBudget budget =
                LinkBudget.of(Links.gys(0.5, new Intensity(0.48, 0.8), new Intensity(0.05, 0.2)));
        // Light and darkness in one pulse count once here, twice in the table.
        assertThat(budget.gain(0)).isCloseTo(1.924950e-3, within(5e-9));
        assertThat(budget.gain(1)).isCloseTo(2.022114e-4, within(5e-10));
        assertThat(budget.qber(0)).isCloseTo(3.341243e-2, within(1e-6));
        assertThat(budget.qber(1)).isCloseTo(3.692609e-2, within(1e-6));
        assertThat(budget.clickProbability())
                .isCloseTo(0.8 * budget.gain(0) + 0.2 * budget.gain(1), within(1e-15));
        assertThat(budget.siftedPerSecond())
                .isCloseTo(budget.clickProbability() * 0.5e9, within(1e-3));
    }

    @Test
    void yieldsOfGlassGiveTheClosedFormGain() {
        PhotonYields yields = PhotonYields.ofLoss(0.3);
        assertThat(yields.gain(2)).isCloseTo(-Math.expm1(-0.6), within(1e-12));
        assertThat(yields.of(0)).isZero();
        assertThat(PhotonYields.ofLoss(1).of(1)).isEqualTo(1);
        double poisson = 0;
        for (int n = 0; n <= PhotonYields.MAX_PHOTONS; n++) {
            poisson += PhotonYields.poisson(2, n);
        }
        assertThat(poisson).isCloseTo(1, within(1e-13));
    }

    @Test
    void aSplitterKeepsTheGainOfTheSignalWithoutSinglePhotons() {
        PhotonYields honest = PhotonYields.ofLoss(0.004);
        PhotonYields split = honest.withoutSinglePhotons(0.48);
        assertThat(split.of(1)).isZero();
        assertThat(split.gain(0.48)).isCloseTo(honest.gain(0.48), within(1e-15));
        assertThat(split.gain(0.05)).isLessThan(honest.gain(0.05) / 5);
        // Too little loss to hide behind: all pulses of several pass, and some single ones must.
        PhotonYields strong = PhotonYields.ofLoss(0.6);
        PhotonYields weak = strong.withoutSinglePhotons(0.48);
        assertThat(weak.of(2)).isEqualTo(1);
        assertThat(weak.of(1)).isBetween(0.01, 0.6);
        assertThat(weak.gain(0.48)).isCloseTo(strong.gain(0.48), within(1e-12));
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
