package io.warifu.simulator.finite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.warifu.simulator.asymptotic.DetectorModel;
import io.warifu.simulator.asymptotic.ExpectedCounts;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The vectors of the reference text: computed from the printed formulas by another program, the
 * Wiesemann ones also agree with the program released by that paper's authors.
 */
final class PublishedVectorsTest {

    private static final Security SECURITY = new Security(1e-10, 1e-15);
    private static final double F = 1.16;
    private static final double DB_PER_KM = 0.2;
    private static final SourceSettings LIM_SOURCE =
            new SourceSettings(
                    List.of(
                            new Intensity(0.5, 0.4),
                            new Intensity(0.15, 0.4),
                            new Intensity(2e-4, 0.2)),
                    0.7);
    private static final DetectorModel LIM_DETECTOR = new DetectorModel(0.1, 6e-7, 0.005, 0.04);
    private static final SourceSettings ONE_DECOY =
            new SourceSettings(List.of(new Intensity(0.5, 0.7), new Intensity(0.15, 0.3)), 0.9);
    private static final DetectorModel NO_AFTERPULSES = new DetectorModel(0.1, 6e-7, 0.005, 0);

    @ParameterizedTest(name = "{0} km, {1} detections")
    @CsvSource({
        "0, 1e6, 77048662, 601423, 98386, 5651, 0.065068, 189858, 202448",
        "0, 1e7, 770486623, 6351495, 1128402, 41526, 0.038593, 1898583, 2954944",
        "50, 1e5, 75585744, 47944, 4986, 1038, 0.267021, 19108, 0",
        "50, 1e6, 755857437, 586093, 95570, 5624, 0.066681, 191081, 187602",
        "50, 1e7, 7558574366, 6198197, 1100246, 41198, 0.039275, 1910812, 2806005",
        "100, 1e6, 7513149354, 582055, 94828, 5764, 0.068766, 203108, 168372"
    })
    void limAgreesToTheBit(
            double km,
            double block,
            double pulses,
            double singleKey,
            double singleTest,
            double singleTestErrors,
            double phaseError,
            double leak,
            long bits) {
        BlockCounts counts = ExpectedCounts.of(LIM_SOURCE, DB_PER_KM * km, LIM_DETECTOR, block);
        SecretLength length = length(Proof.LIM, LIM_SOURCE, counts);
        assertThat(counts.pulses()).isCloseTo(pulses, within(0.5));
        assertThat(length.vacuumKeyLow()).isZero();
        assertThat(length.singleKey()).isCloseTo(singleKey, within(0.5));
        assertThat(length.singleTest()).isCloseTo(singleTest, within(0.5));
        assertThat(length.singleTestErrors()).isCloseTo(singleTestErrors, within(0.5));
        assertThat(length.phaseError()).isCloseTo(phaseError, within(5e-7));
        assertThat(length.leakBits()).isCloseTo(leak, within(0.5));
        assertThat(length.bits()).isEqualTo(bits);
    }

    @Test
    void limStartsFromThePrintedCounts() {
        BlockCounts counts = ExpectedCounts.of(LIM_SOURCE, 10, LIM_DETECTOR, 1e6);
        assertThat(counts.key())
                .extracting(PublishedVectorsTest::detections)
                .containsExactly("768631.15", "231122.33", "246.52");
        assertThat(counts.test())
                .extracting(PublishedVectorsTest::detections)
                .containsExactly("141177.15", "42451.04", "45.28");
        assertThat(counts.test())
                .extracting(PublishedVectorsTest::errors)
                .containsExactly("3409.85", "1036.62", "9.17");
    }

    @ParameterizedTest(name = "{0} km, {1} detections")
    @CsvSource({
        "0, 1e5, 0, 0, 0.5, 0.5",
        "0, 1e6, 4047, 0, 0.3127, 0.3549",
        "0, 1e7, 4397683, 3931954, 0.02525, 0.04137",
        "50, 1e5, 0, 0, 0.5, 0.5",
        "50, 1e7, 4208719, 3758917, 0.02681, 0.04305",
        "50, 1e8, 47370826, 45663453, 0.01422, 0.01913",
        "100, 1e7, 3941599, 3521668, 0.03098, 0.04677"
    })
    void ruscaAndWiesemannAgreeToTheBit(
            double km,
            double block,
            long ruscaBits,
            long wiesemannBits,
            double ruscaPhaseError,
            double wiesemannPhaseError) {
        BlockCounts counts = ExpectedCounts.of(ONE_DECOY, DB_PER_KM * km, NO_AFTERPULSES, block);
        SecretLength rusca = length(Proof.RUSCA, ONE_DECOY, counts);
        SecretLength wiesemann = length(Proof.WIESEMANN, ONE_DECOY, counts);
        assertThat(rusca.bits()).isEqualTo(ruscaBits);
        assertThat(wiesemann.bits()).isEqualTo(wiesemannBits);
        assertThat(rusca.phaseError()).isCloseTo(ruscaPhaseError, withinPercentage(0.02));
        assertThat(wiesemann.phaseError()).isCloseTo(wiesemannPhaseError, withinPercentage(0.02));
    }

    @Test
    void oneDecoyStartsFromThePrintedCounts() {
        BlockCounts counts = ExpectedCounts.of(ONE_DECOY, 10, NO_AFTERPULSES, 1e6);
        assertThat(counts.key().get(0).detections()).isCloseTo(885842.7, within(0.05));
        assertThat(counts.key().get(1).detections()).isCloseTo(114157.3, within(0.05));
        assertThat(counts.test().get(0).detections()).isCloseTo(10936.3, within(0.05));
        assertThat(counts.test().get(1).detections()).isCloseTo(1409.3, within(0.05));
        assertThat(counts.key().get(0).errors()).isCloseTo(4534.7, within(0.05));
        assertThat(counts.key().get(1).errors()).isCloseTo(616.0, within(0.05));
        assertThat(counts.test().get(0).errors()).isCloseTo(56.0, within(0.05));
        assertThat(counts.test().get(1).errors()).isCloseTo(7.6, within(0.05));
    }

    private static SecretLength length(Proof proof, SourceSettings source, BlockCounts counts) {
        return FiniteKey.of(proof, source, counts, SECURITY, ExpectedCounts.leakBits(counts, F));
    }

    private static String detections(Tally tally) {
        return String.format(Locale.ROOT, "%.2f", tally.detections());
    }

    private static String errors(Tally tally) {
        return String.format(Locale.ROOT, "%.2f", tally.errors());
    }
}
