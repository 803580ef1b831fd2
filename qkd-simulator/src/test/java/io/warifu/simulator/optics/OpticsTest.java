package io.warifu.simulator.optics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class OpticsTest {

    private static final UUID ROUND = new UUID(1, 2);

    @Test
    void refusesImpossiblePhysics() {
        assertThatThrownBy(() -> new Fibre(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fibre(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Detector(0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Detector(0.5, 0, 0.6))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PhotonSource(PhotonSource.Kind.SINGLE_PHOTON, 1.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void clicksAsOftenAsTheFormulaSays() {
        // Gobby-Yuan-Shields at 50 km, mean 0.48: Q = 1.92495e-3, of which 1.7e-6 are dark counts.
        LinkOptics optics =
                new LinkOptics(
                        new PhotonSource(PhotonSource.Kind.WEAK_COHERENT, 0.48),
                        new Fibre(10.5),
                        new Detector(0.045, 1.7e-6, 0.033));
        long pulses = 200_000_000;
        SplittableRandom chance = new SplittableRandom(11);
        PhotonTrain train = new Transmitter(optics, chance).emit(ROUND, pulses);
        Detections detections = new Receiver(optics, chance).detect(train);
        double expected = 1.924950e-3 * pulses;
        assertThat((double) detections.clicks())
                .isCloseTo(expected, within(4 * Math.sqrt(expected)));
        assertThat(optics.clickProbability()).isCloseTo(1.924950e-3, within(1e-8));
    }

    @Test
    void darkCountsAloneAreCoins() {
        LinkOptics optics =
                new LinkOptics(
                        new PhotonSource(PhotonSource.Kind.SINGLE_PHOTON, 0.5),
                        new Fibre(20),
                        new Detector(0.2, 1e-3, 0));
        PhotonTrain empty = new PhotonTrain.Builder(ROUND, 40_000_000, 0).build();
        Detections detections = new Receiver(optics, new SplittableRandom(5)).detect(empty);
        assertThat((double) detections.clicks()).isCloseTo(40_000, within(800.0));
        assertThat((double) detections.bits().countOnes()).isCloseTo(20_000, within(600.0));
        assertThat((double) detections.bases().countOnes()).isCloseTo(20_000, within(600.0));
    }

    @Test
    void weakLaserPulsesOftenCarryTwoPhotons() {
        PhotonSource laser = new PhotonSource(PhotonSource.Kind.WEAK_COHERENT, 0.5);
        assertThat(laser.multiPhotonProbability()).isCloseTo(0.0902, within(1e-4));
        assertThat(new PhotonSource(PhotonSource.Kind.SINGLE_PHOTON, 0.5).multiPhotonProbability())
                .isZero();
    }
}
