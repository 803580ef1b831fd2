package io.warifu.simulator.optics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.decoy.Intensity;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EmissionTest {

    private static final double KEY_BASIS = 0.7;
    private static final LinkOptics OPTICS =
            Links.of(
                    KEY_BASIS,
                    new Fibre(0),
                    Detector.withoutMemory(0.5, 0, 0),
                    new Intensity(1.5, 0.5),
                    new Intensity(0.1, 0.5));

    @Test
    void refusesPulsesThatAreNotOfTheTrain() {
        Emission emission = emission(1_000);
        assertThatThrownBy(() -> emission.codeOf(1_000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> emission.codesOf(new long[] {5, 5}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> emission.codesOf(new long[] {5, 1_000}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> emission.lateState(emission.light().pulseOf(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("drawn in time");
    }

    @Test
    void answersTheSameTwiceHoweverItIsAsked() {
        Emission emission = emission(5_000);
        long[] every = new long[5_000];
        for (int i = 0; i < every.length; i++) {
            every[i] = i;
        }
        byte[] first = emission.codesOf(every);
        assertThat(emission.codesOf(every)).isEqualTo(first);
        for (int i = 0; i < every.length; i++) {
            assertThat(emission.codeOf(i)).isEqualTo(first[i]);
        }
    }

    @Test
    void lateStatesFollowTheLawOfPulsesThatWereNotDrawn() {
        int pulses = 200_000;
        Emission emission = emission(pulses);
        int late = 0;
        int bright = 0;
        int key = 0;
        int ones = 0;
        int event = 0;
        for (long pulse = 0; pulse < pulses; pulse++) {
            if (event < emission.light().events() && emission.light().pulseOf(event) == pulse) {
                event++;
                continue;
            }
            int code = emission.lateState(pulse);
            late++;
            bright += PulseCode.intensity(code) == 0 ? 1 : 0;
            key += PulseCode.basis(code) == 0 ? 1 : 0;
            ones += PulseCode.bit(code);
        }
        // No click of the honest fibre, which is all that was drawn: e^(-eta mu).
        double dark = Math.exp(-0.75);
        double faint = Math.exp(-0.05);
        within3(late, pulses, (dark + faint) / 2);
        within3(bright, late, dark / (dark + faint));
        within3(key, late, KEY_BASIS);
        within3(ones, late, 0.5);
    }

    @Test
    void drawnPulsesHoldWhatBayesSays() {
        Emission emission = emission(400_000);
        EmittedTrain light = emission.light();
        int bright = 0;
        int single = 0;
        int key = 0;
        int ones = 0;
        for (int i = 0; i < light.events(); i++) {
            int code = emission.codeOf(light.pulseOf(i));
            bright += PulseCode.intensity(code) == 0 ? 1 : 0;
            key += PulseCode.basis(code) == 0 ? 1 : 0;
            ones += PulseCode.bit(code);
            single += light.photonsOf(i) == 1 ? 1 : 0;
            assertThat(light.qubitCodeOf(i)).isEqualTo(code & 3);
            double highest = light.envelope().yields().of(light.photonsOf(i));
            assertThat(light.diceOf(i)).isBetween(0.0, highest);
        }
        double brightGain = -Math.expm1(-0.75);
        double faintGain = -Math.expm1(-0.05);
        double singles = 0.5 * (1.5 * Math.exp(-1.5) + 0.1 * Math.exp(-0.1));
        within3(light.events(), 400_000, (brightGain + faintGain) / 2);
        within3(bright, light.events(), brightGain / (brightGain + faintGain));
        within3(single, light.events(), singles / (brightGain + faintGain));
        within3(key, light.events(), KEY_BASIS);
        within3(ones, light.events(), 0.5);
    }

    @Test
    void nothingOfAliceIsLeftAfterWiping() {
        Emission emission = emission(5_000);
        emission.wipe();
        for (int i = 0; i < emission.light().events(); i++) {
            assertThat(emission.codeOf(emission.light().pulseOf(i))).isZero();
        }
    }

    private static void within3(int seen, int of, double probability) {
        double error = 3 * Math.sqrt(of * probability * (1 - probability));
        assertThat((double) seen).isCloseTo(of * probability, within(error));
    }

    private static Emission emission(long pulses) {
        return new Transmitter(OPTICS, new SplittableRandom(23)).emit(new UUID(1, 2), pulses);
    }
}
