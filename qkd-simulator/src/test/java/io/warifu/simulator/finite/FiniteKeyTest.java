package io.warifu.simulator.finite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FiniteKeyTest {

    private static final Security SECURITY = new Security(1e-10, 1e-15);
    private static final SourceSettings ONE_DECOY =
            new SourceSettings(List.of(new Intensity(0.5, 0.7), new Intensity(0.15, 0.3)), 0.9);
    private static final SourceSettings TWO_DECOYS =
            new SourceSettings(
                    List.of(
                            new Intensity(0.5, 0.4),
                            new Intensity(0.15, 0.4),
                            new Intensity(2e-4, 0.2)),
                    0.7);
    private static final int TRIALS = 2000;

    @Test
    void refusesASourceWithTheWrongNumberOfIntensities() {
        assertThatThrownBy(() -> length(Proof.LIM, ONE_DECOY, counts(2, 1e7, 0.02), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("proof LIM needs 3 intensities, the source has 2");
        assertThatThrownBy(() -> length(Proof.RUSCA, TWO_DECOYS, counts(3, 1e7, 0.02), 0))
                .hasMessage("proof RUSCA needs 2 intensities, the source has 3");
        assertThatThrownBy(() -> length(Proof.WIESEMANN, TWO_DECOYS, counts(3, 1e7, 0.02), 0))
                .hasMessage("proof WIESEMANN needs 2 intensities, the source has 3");
    }

    @Test
    void refusesCountsOfAnotherNumberOfIntensities() {
        assertThatThrownBy(() -> length(Proof.RUSCA, ONE_DECOY, counts(3, 1e7, 0.02), 0))
                .hasMessage("counts of 3 intensities from a source of 2");
    }

    @Test
    void refusesALeakThatIsNoNumberOfBits() {
        for (double leak : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> length(Proof.RUSCA, ONE_DECOY, counts(2, 1e7, 0.02), leak))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesIntensitiesForWhichTheBoundDoesNotHold() {
        SourceSettings darkDecoy =
                new SourceSettings(List.of(new Intensity(0.5, 0.7), new Intensity(0, 0.3)), 0.9);
        assertThatThrownBy(() -> length(Proof.WIESEMANN, darkDecoy, counts(2, 1e7, 0.02), 0))
                .hasMessageContaining("light in the decoy");
        SourceSettings brightDecoys =
                new SourceSettings(
                        List.of(
                                new Intensity(0.5, 0.4),
                                new Intensity(0.4, 0.4),
                                new Intensity(0.1, 0.2)),
                        0.7);
        assertThatThrownBy(() -> length(Proof.LIM, brightDecoys, counts(3, 1e7, 0.02), 0))
                .hasMessageContaining("brighter than its two decoys");
    }

    @ParameterizedTest
    @EnumSource
    void givesNothingForNoOrFewCounts(Proof proof) {
        for (double total : new double[] {0, 1, 2, 10, 100, 1000}) {
            for (double errorShare : new double[] {0, 0.02, 0.5, 1}) {
                SecretLength length =
                        length(proof, source(proof), counts(source(proof), total, errorShare), 0);
                assertThat(length.bits()).isZero();
                assertThat(length.phaseError()).isBetween(0.0, 0.5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverPromisesMoreThanWasReceivedWhateverTheCounts(Proof proof) {
        SplittableRandom random = new SplittableRandom(1);
        SourceSettings source = source(proof);
        for (int trial = 0; trial < TRIALS; trial++) {
            BlockCounts counts = wild(random, proof.intensities());
            double total = counts.keyTotal().detections();
            double leak = random.nextDouble() * total;
            SecretLength length = length(proof, source, counts, leak);
            assertThat((double) length.bits()).isBetween(0.0, Math.max(0, total - leak));
            assertThat(length.singleKey()).isBetween(0.0, total);
            assertThat(length.phaseError()).isBetween(0.0, 0.5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesNoMoreKeyForMoreErrors(Proof proof) {
        long before = Long.MAX_VALUE;
        for (double errorShare = 0; errorShare <= 0.5; errorShare += 0.002) {
            BlockCounts counts = counts(source(proof), 1e8, errorShare);
            long now = length(proof, source(proof), counts, 1e6).bits();
            assertThat(now).isLessThanOrEqualTo(before);
            before = now;
        }
        assertThat(before).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void givesNoMoreKeyForMoreLeakOrStricterEpsilons(Proof proof) {
        SourceSettings source = source(proof);
        BlockCounts counts = counts(source, 1e8, 0.01);
        long bits = length(proof, source, counts, 1e6).bits();
        assertThat(bits).isPositive();
        assertThat(length(proof, source, counts, 1e6 + 1000).bits())
                .isBetween(bits - 1001, bits - 999);
        assertThat(FiniteKey.of(proof, source, counts, new Security(1e-12, 1e-15), 1e6).bits())
                .isLessThan(bits);
        assertThat(FiniteKey.of(proof, source, counts, new Security(1e-10, 1e-18), 1e6).bits())
                .isBetween(bits - 11, bits - 9);
    }

    @ParameterizedTest
    @EnumSource
    void givesALargerShareOfALargerBlock(Proof proof) {
        double before = 0;
        for (double total = 1e6; total <= 1e12; total *= 10) {
            double share =
                    length(proof, source(proof), counts(source(proof), total, 0.01), 0.1 * total)
                                    .bits()
                            / total;
            assertThat(share).isGreaterThanOrEqualTo(before);
            before = share;
        }
        assertThat(before).isGreaterThan(0.2);
    }

    @Test
    void keepsUnusedTermsNotANumber() {
        assertThat(length(Proof.LIM, TWO_DECOYS, counts(3, 1e7, 0.02), 0).vacuumKeyUp()).isNaN();
        assertThat(length(Proof.WIESEMANN, ONE_DECOY, counts(2, 1e7, 0.02), 0).vacuumKeyLow())
                .isNaN();
    }

    private static SecretLength length(
            Proof proof, SourceSettings source, BlockCounts counts, double leakBits) {
        return FiniteKey.of(proof, source, counts, SECURITY, leakBits);
    }

    private static SourceSettings source(Proof proof) {
        return proof == Proof.LIM ? TWO_DECOYS : ONE_DECOY;
    }

    private static BlockCounts counts(int intensities, double total, double errorShare) {
        return counts(intensities == 3 ? TWO_DECOYS : ONE_DECOY, total, errorShare);
    }

    /** Clicks in proportion to the light, as behind a long fibre without dark counts. */
    private static BlockCounts counts(SourceSettings source, double total, double errorShare) {
        double light = 0;
        for (int k = 0; k < source.intensities().size(); k++) {
            light += source.probability(k) * source.mean(k);
        }
        List<Tally> key = new ArrayList<>();
        List<Tally> test = new ArrayList<>();
        double odds = 1 / source.keyBasisProbability() - 1;
        for (int k = 0; k < source.intensities().size(); k++) {
            double share = total * source.probability(k) * source.mean(k) / light;
            key.add(new Tally(share, share * errorShare));
            test.add(new Tally(share * odds * odds, share * odds * odds * errorShare));
        }
        return new BlockCounts(total * 1000, key, test);
    }

    private static BlockCounts wild(SplittableRandom random, int intensities) {
        List<Tally> key = new ArrayList<>();
        List<Tally> test = new ArrayList<>();
        for (int k = 0; k < intensities; k++) {
            key.add(wildTally(random));
            test.add(wildTally(random));
        }
        return new BlockCounts(1e15, key, test);
    }

    private static Tally wildTally(SplittableRandom random) {
        double detections = Math.floor(Math.exp(random.nextDouble() * 25)) - 1;
        double errors = Math.floor(detections * random.nextDouble() * random.nextDouble());
        return new Tally(detections, errors);
    }
}
