package io.warifu.simulator.eavesdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.optics.ArrivingTrain;
import io.warifu.simulator.optics.Basis;
import io.warifu.simulator.optics.Detections;
import io.warifu.simulator.optics.Detector;
import io.warifu.simulator.optics.Emission;
import io.warifu.simulator.optics.Envelope;
import io.warifu.simulator.optics.Fibre;
import io.warifu.simulator.optics.HonestFibre;
import io.warifu.simulator.optics.LinkBudget;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.Links;
import io.warifu.simulator.optics.MonteCarlo;
import io.warifu.simulator.optics.PulseCode;
import io.warifu.simulator.optics.QuantumChannel;
import io.warifu.simulator.optics.Receiver;
import io.warifu.simulator.optics.Transmitter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Fixed seeds; statistics within three standard errors. */
final class AttacksTest {

    private static final double MU = 0.48;
    private static final double NU = 0.05;
    private static final double DARK_YIELD = 1.7e-6;
    private static final LinkOptics GYS =
            Links.gys(0.5, new Intensity(MU, 0.6), new Intensity(NU, 0.4));
    private static final LinkOptics IDEAL =
            Links.of(0.5, new Fibre(0), Detector.withoutMemory(1, 0, 0), new Intensity(0.1, 1));

    @Test
    void refusesSharesThatAreNone() {
        for (double fraction : List.of(-0.1, 1.1, Double.NaN)) {
            assertThatThrownBy(() -> Eavesdropper.ofFraction(fraction))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Eavesdropper.ofFraction(0)).isEqualTo(Eavesdropper.none());
        assertThat(new Eavesdropper(Attack.NONE, 1)).isEqualTo(Eavesdropper.none());
    }

    @Test
    void aSplitterDoesNotWorkOnTrainsDrawnForAnHonestFibre() {
        SplittableRandom chance = new SplittableRandom(1);
        Emission emission = new Transmitter(GYS, chance).emit(new UUID(1, 2), 1_000);
        QuantumChannel channel = new PhotonNumberSplitting(new HonestFibre(GYS, chance), 1, chance);
        assertThatThrownBy(() -> channel.carry(emission.light()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readingEveryPulseMakesAQuarterWrong() {
        MonteCarlo.Result result =
                run(IDEAL, new Eavesdropper(Attack.INTERCEPT_RESEND, 1), 210_000, 31);
        assertThat(result.sifted().keyTotal().detections()).isGreaterThan(4_000);
        assertThat(result.qber(0)).isCloseTo(0.25, within(0.013));
    }

    @Test
    void readingFourPulsesInTenMakesATenthWrong() {
        MonteCarlo.Result result = run(IDEAL, Eavesdropper.ofFraction(0.4), 2_000_000, 32);
        assertThat(result.qber(0)).isCloseTo(0.1, within(0.003));
    }

    @Test
    void misalignmentAddsToWhatTheReaderSpoils() {
        LinkOptics optics =
                Links.of(
                        0.5,
                        new Fibre(0),
                        Detector.withoutMemory(1, 0, 0.033),
                        new Intensity(0.1, 1));
        MonteCarlo.Result result = run(optics, Eavesdropper.ofFraction(1), 4_000_000, 33);
        assertThat(result.qber(0)).isCloseTo(0.2665, within(0.003));
        assertThat((double) result.totalClicks())
                .isCloseTo(LinkBudget.of(optics).clickProbability() * 4e6, within(1_900.0));
    }

    @Test
    void aSplitterKeepsGainAndErrorsOfTheSignalButNotThoseOfTheDecoy() {
        long pulses = 300_000_000L;
        Eavesdropper splitter = new Eavesdropper(Attack.PHOTON_NUMBER_SPLITTING, 1);
        MonteCarlo.Result result = run(GYS, splitter, pulses, 34);
        LinkBudget budget = LinkBudget.of(GYS);
        double signal = pulses * 0.6 * budget.gain(0);
        assertThat((double) result.clicks().get(0))
                .isCloseTo(signal, within(3 * Math.sqrt(signal)));
        assertThat(result.qber(0))
                .isCloseTo(budget.qber(0), within(3 * Math.sqrt(0.0334 / (signal / 2))));
        double decoyGain = result.gain(1, 0.4);
        assertThat(decoyGain).isLessThan(budget.gain(1) / 5);
        assertThat(singlePhotonYield(result.gain(0, 0.6), decoyGain)).isLessThan(0.1 * 4.01e-3);
    }

    @Test
    void withoutTheSplitterTheDecoyProvesSinglePhotons() {
        MonteCarlo.Result result = run(GYS, Eavesdropper.none(), 300_000_000L, 35);
        assertThat(singlePhotonYield(result.gain(0, 0.6), result.gain(1, 0.4)))
                .isCloseTo(3.955e-3, within(1.5e-4));
    }

    @Test
    void aSplitterKnowsEveryBitOnceTheBasisIsAnnounced() {
        SplittableRandom chance = new SplittableRandom(36);
        Emission emission =
                new Transmitter(GYS, Envelope.withAttacks(GYS), chance)
                        .emit(new UUID(1, 2), 5_000_000);
        PhotonNumberSplitting splitter =
                new PhotonNumberSplitting(new HonestFibre(GYS, chance), 1, chance);
        ArrivingTrain arriving = splitter.carry(emission.light());
        assertThat(arriving.events()).isGreaterThan(3_000).isEqualTo(splitter.copies());
        for (int i = 0; i < arriving.events(); i++) {
            long pulse = arriving.pulseOf(i);
            int code = emission.codeOf(pulse);
            Basis announced = Basis.of(PulseCode.basis(code) == 1);
            assertThat(splitter.readCopy(pulse, announced)).hasValue(PulseCode.bit(code));
        }
        assertThat(splitter.readCopy(emission.pulses() + 1, Basis.DIAGONAL)).isEmpty();
    }

    @Test
    void aBlockedBeamLeavesItsShareAndThenNothingButDarkCounts() {
        long pulses = 100_000_000L;
        MonteCarlo.Result some = run(GYS, new Eavesdropper(Attack.BEAM_BLOCK, 0.75), pulses, 37);
        double light = pulses * LinkBudget.of(GYS).clickProbability() / 4;
        assertThat((double) some.totalClicks())
                .isCloseTo(light, within(3 * Math.sqrt(light) + 150));
        MonteCarlo.Result none = run(GYS, new Eavesdropper(Attack.BEAM_BLOCK, 1), pulses, 38);
        double dark = pulses * DARK_YIELD;
        assertThat((double) none.totalClicks()).isCloseTo(dark, within(3 * Math.sqrt(dark)));
    }

    @Test
    void aBlinderMakesNoErrorsButItsLightIsSeen() {
        SplittableRandom chance = new SplittableRandom(39);
        Emission emission =
                new Transmitter(GYS, Envelope.withAttacks(GYS), chance)
                        .emit(new UUID(1, 2), 20_000_000);
        AtomicReference<Eavesdropper> attacker =
                new AtomicReference<>(new Eavesdropper(Attack.BLINDING, 1));
        QuantumChannel channel =
                new TappedFibre(new HonestFibre(GYS, chance), attacker::get, chance);
        Receiver receiver = new Receiver(GYS, chance);
        Detections clicks = receiver.detect(channel.carry(emission.light()));
        assertThat(clicks.brightLight()).isTrue();
        assertThat((double) clicks.clicks())
                .isCloseTo(
                        emission.light().events() / 2.0,
                        within(3 * Math.sqrt(emission.light().events() / 4.0)));
        byte[] codes = emission.codesOf(clicks.pulsesOfClicks());
        for (int i = 0; i < codes.length; i++) {
            if (PulseCode.basis(codes[i]) == clicks.bases().bit(i)) {
                assertThat(clicks.bits().bit(i)).isEqualTo(PulseCode.bit(codes[i]));
            }
        }
        attacker.set(Eavesdropper.none());
        assertThat(receiver.detect(channel.carry(emission.light())).brightLight()).isFalse();
    }

    private static MonteCarlo.Result run(
            LinkOptics optics, Eavesdropper eavesdropper, long pulses, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        return MonteCarlo.run(
                optics,
                new Transmitter(optics, Envelope.withAttacks(optics), chance),
                eavesdropper.on(new HonestFibre(optics, chance), chance),
                pulses,
                chance);
    }

    /** The vacuum + weak bound of Ma, Qi, Zhao and Lo (2005), darkness known. */
    private static double singlePhotonYield(double signalGain, double decoyGain) {
        double ratio = NU * NU / (MU * MU);
        double sum =
                decoyGain * Math.exp(NU)
                        - signalGain * Math.exp(MU) * ratio
                        - (1 - ratio) * DARK_YIELD;
        return MU / (MU * NU - NU * NU) * sum;
    }
}
