package io.warifu.simulator.optics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.decoy.Intensity;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ReceiverTest {

    private static final UUID TRAIN = new UUID(1, 2);

    @Test
    void hearsNothingInTheDeadTimeEvenAcrossTrains() {
        LinkOptics optics = Links.bright(new Detector(1, 0, 0, 3, 0, 0));
        Receiver receiver = new Receiver(optics, new SplittableRandom(1));
        assertThat(pulsesOf(receiver.detect(full(10)))).containsExactly(0, 4, 8);
        // The click at 8 blinds 9 and the first two pulses of what follows.
        assertThat(pulsesOf(receiver.detect(full(5)))).containsExactly(2);
        assertThat(pulsesOf(receiver.detect(full(1)))).isEmpty();
        assertThat(pulsesOf(receiver.detect(full(1)))).containsExactly(0);
    }

    @Test
    void afterpulsesGoOnIntoTheNextTrain() {
        LinkOptics optics = Links.bright(new Detector(1, 0, 0, 100, 0.5, 0));
        Receiver receiver = new Receiver(optics, new SplittableRandom(2));
        int afterpulses = 0;
        for (int i = 0; i < 2_000; i++) {
            assertThat(pulsesOf(receiver.detect(full(1)))).containsExactly(0);
            // One click in two leaves a carrier, and so does one in two of those.
            afterpulses += receiver.detect(empty(5_000)).clicks();
        }
        assertThat((double) afterpulses).isCloseTo(2_000, within(3 * Math.sqrt(4_000)));
    }

    @Test
    void afterpulsesComeLateByTheirDecay() {
        LinkOptics optics = Links.bright(new Detector(1, 0, 0, 10, 0.2, 40));
        Receiver receiver = new Receiver(optics, new SplittableRandom(3));
        double delays = 0;
        int seen = 0;
        for (int i = 0; i < 20_000; i++) {
            Detections clicks = receiver.detect(train(1_000, ArrivingTrain.Light.FAINT, 1));
            if (clicks.clicks() > 1 && clicks.pulseOf(0) == 0) {
                delays += clicks.pulseOf(1) - 11;
                seen++;
            }
        }
        // Whole pulses: the floor of an exponential of mean 40.
        double mean = 1 / Math.expm1(1 / 40.0);
        assertThat(delays / seen).isCloseTo(mean, within(3 * 40 / Math.sqrt(seen)));
    }

    @Test
    void darkCountsAloneAreCoins() {
        LinkOptics optics = Links.of(0.5, new Fibre(20), dark(1e-3), new Intensity(0.5, 1));
        Detections clicks = new Receiver(optics, new SplittableRandom(5)).detect(empty(40_000_000));
        assertThat((double) clicks.clicks()).isCloseTo(40_000, within(600.0));
        assertThat((double) clicks.bits().countOnes()).isCloseTo(20_000, within(300.0));
        assertThat((double) clicks.bases().countOnes()).isCloseTo(20_000, within(300.0));
        assertThat(clicks.brightLight()).isFalse();
    }

    @Test
    void keepsNoMoreNoiseThanItsTimeTaggerHolds() {
        LinkOptics optics = Links.of(0.5, new Fibre(20), dark(0.01), new Intensity(0.5, 1));
        Detections clicks =
                new Receiver(optics, new SplittableRandom(6))
                        .detect(empty(LinkOptics.MAX_PULSES_PER_TRAIN));
        assertThat(clicks.clicks()).isEqualTo(LinkOptics.MAX_CLICKS_PER_TRAIN);
    }

    @Test
    void underBrightLightClicksOnlyWhereTheBasisAgreesAndShowsIt() {
        LinkOptics optics = Links.of(0.5, new Fibre(20), dark(0.01), new Intensity(0.5, 1));
        Detections clicks =
                new Receiver(optics, new SplittableRandom(7))
                        .detect(train(100_000, ArrivingTrain.Light.BRIGHT, 10_000));
        assertThat(clicks.brightLight()).isTrue();
        assertThat((double) clicks.clicks()).isCloseTo(5_000, within(150.0));
        assertThat(clicks.bases().countOnes()).isZero();
        assertThat(clicks.bits().countOnes()).isEqualTo(clicks.clicks());
    }

    @Test
    void driftStaysWithinItsAmplitudeAndRepeatsUnderTheSameSeed() {
        LinkOptics optics =
                Links.drifting(Links.gys(0.5, new Intensity(0.48, 1)), new Drift(2, 0.02, 1, 0.5));
        double lowest = 1;
        double highest = 0;
        DriftPath path = new DriftPath(optics.drift(), new SplittableRandom(8));
        DriftPath same = new DriftPath(optics.drift(), new SplittableRandom(8));
        for (int i = 0; i < 1_000; i++) {
            double share = path.next(0.05);
            assertThat(share).isBetween(-1.0, 1.0).isEqualTo(same.next(0.05));
            double transmittance = optics.transmittanceWith(share);
            assertThat(transmittance).isLessThanOrEqualTo(optics.highestTransmittance());
            assertThat(optics.misalignmentWith(share)).isBetween(0.013 - 1e-9, 0.053 + 1e-9);
            lowest = Math.min(lowest, transmittance);
            highest = Math.max(highest, transmittance);
        }
        assertThat(highest / lowest).isGreaterThan(1.5);
    }

    @Test
    void aDriftingFibreChangesTheRateOfClicks() {
        LinkOptics optics =
                Links.drifting(Links.gys(0.5, new Intensity(0.48, 1)), new Drift(3, 0, 4, 0));
        SplittableRandom chance = new SplittableRandom(9);
        Transmitter transmitter = new Transmitter(optics, chance);
        HonestFibre fibre = new HonestFibre(optics, chance);
        int[] events = new int[4];
        for (int quarter = 0; quarter < 4; quarter++) {
            // A quarter of the period is a second; a short train first, then the rest unseen.
            events[quarter] = fibre.carry(transmitter.emit(TRAIN, 20_000_000).light()).events();
            fibre.yieldsFor(passing(980_000_000));
        }
        double nominal = 20_000_000 * PhotonYields.ofLoss(optics.transmittance()).gain(0.48);
        assertThat((double) events[0]).isCloseTo(nominal, within(3 * Math.sqrt(nominal)));
        assertThat(events[1] / nominal).isCloseTo(Math.pow(10, -0.3), within(0.02));
        assertThat(events[3] / nominal).isCloseTo(Math.pow(10, 0.3), within(0.04));
    }

    private static EmittedTrain passing(long pulses) {
        Envelope none = new Envelope(PhotonYields.ofLoss(0), false);
        return new EmittedTrain(TRAIN, pulses, none, 0, new long[0], new byte[0], new byte[0], 0);
    }

    private static Detector dark(double darkCountProbability) {
        return Detector.withoutMemory(0.2, darkCountProbability, 0);
    }

    private static ArrivingTrain full(int pulses) {
        return train(pulses, ArrivingTrain.Light.FAINT, pulses);
    }

    private static ArrivingTrain empty(long pulses) {
        return train(pulses, ArrivingTrain.Light.FAINT, 0);
    }

    /** Light in state ONE at the first pulses. */
    private static ArrivingTrain train(long pulses, ArrivingTrain.Light light, int events) {
        ArrivingTrain.Builder train = new ArrivingTrain.Builder(TRAIN, pulses, light, events);
        for (int i = 0; i < events; i++) {
            train.add(i, Qubit.ONE.code());
        }
        return train.build();
    }

    private static long[] pulsesOf(Detections clicks) {
        return clicks.pulsesOfClicks();
    }
}
