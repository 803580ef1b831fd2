package io.warifu.simulator.preset;

import static io.warifu.simulator.preset.Sourced.calibrated;
import static io.warifu.simulator.preset.Sourced.illustrative;
import static io.warifu.simulator.preset.Sourced.published;
import static io.warifu.simulator.preset.Sourced.recalled;

import java.util.List;

/**
 * Links on installed fibre in Japan. What the papers do not say is calibrated on what they do, so a
 * prediction of the quantity it was calibrated on proves nothing; each value says which.
 */
final class FieldPresets {

    private static final String NEC = "Tanaka et al., Opt. Express 16, 11354 (2008)";
    private static final String TOSHIBA = "Dixon et al., Opt. Express 23, 7583 (2015)";
    private static final String TOKYO = "Sasaki et al., Opt. Express 19, 10387 (2011)";
    private static final String NTT = "J. Lightwave Technol. 32, 141 (2014)";
    private static final String USUAL = "usual for such systems";
    private static final String CONTAINED = "taken as contained in the misalignment";

    private FieldPresets() {}

    static Preset nec97() {
        return new Preset(
                "nec97",
                "NEC, 97 km of installed fibre, 2008",
                NEC,
                Confidence.CALIBRATED,
                published("BB84, two decoys", NEC),
                published(List.of(0.4, 0.15, 0.0), NEC),
                illustrative(List.of(0.75, 0.15, 0.1), USUAL),
                illustrative(0.5, "both bases alike, as in plain BB84"),
                published(625e6, NEC),
                recalled(0.33, "about 32 dB in all"),
                published(97.0, NEC),
                calibrated(0.0404, "on the published sifted rate"),
                illustrative(2e-8, "superconducting detector: few dark counts"),
                calibrated(0.0272, "on the published error rate"),
                illustrative(0.0, "superconducting detector"),
                illustrative(0.0, "too few clicks for it to matter"),
                illustrative(0.5, "both bases alike"),
                illustrative(1.16, USUAL),
                RateModel.FROM_SIFTED,
                List.of(
                        result(Figure.SIFTED_RATE, 2400, 2400, NEC, Confidence.PUBLISHED),
                        result(Figure.QBER, 2.9, 2.9, NEC, Confidence.PUBLISHED),
                        result(Figure.SECRET_RATE, 780, 820, NEC, Confidence.PUBLISHED)));
    }

    static Preset toshiba45() {
        return new Preset(
                "toshiba45",
                "Toshiba, 45 km, Koganei-Otemachi of the Tokyo QKD Network",
                TOSHIBA,
                Confidence.CALIBRATED,
                published("BB84, decoys", TOKYO),
                illustrative(List.of(0.5, 0.1, 0.001), USUAL),
                illustrative(List.of(0.99, 0.007, 0.003), USUAL),
                recalled(15.0 / 16, TOSHIBA),
                recalled(1e9, TOSHIBA),
                recalled(14.5 / 45, "14.5 dB in all; about 0.3 dB/km is published: " + TOKYO),
                published(45.0, TOSHIBA),
                calibrated(0.075, "on the published secret rate"),
                illustrative(1e-6, "self-differencing avalanche photodiodes"),
                illustrative(0.03, USUAL),
                illustrative(0.0, CONTAINED),
                illustrative(2.0, "self-differencing avalanche photodiodes recover in few gates"),
                recalled(15.0 / 16 * 15 / 16, "both ends choose the key basis"),
                illustrative(1.16, USUAL),
                RateModel.DECOY_LINK,
                List.of(
                        result(Figure.QBER, 3.8, 3.8, TOKYO, Confidence.RECALLED),
                        result(Figure.SECRET_RATE, 299e3, 299e3, TOSHIBA, Confidence.PUBLISHED),
                        result(Figure.SECRET_RATE, 304e3, 304e3, TOKYO, Confidence.RECALLED)));
    }

    static Preset ntt90() {
        String standIn = "decoy BB84 stands in for differential phase shift";
        return new Preset(
                "ntt90",
                "NTT-NICT, 90 km loop Koganei-Otemachi; really differential phase shift (DPS)",
                NTT,
                Confidence.CALIBRATED,
                published("DPS (differential phase shift); here decoy BB84 stands in", TOKYO),
                recalled(List.of(0.2, 0.05), "0.2 is usual for DPS; the decoy is made up"),
                illustrative(List.of(0.9, 0.1), standIn),
                illustrative(0.9, standIn),
                recalled(1e9, NTT),
                published(30.0 / 90, NTT),
                published(90.0, NTT),
                calibrated(0.0611, "on the published sifted rate"),
                illustrative(1e-8, "superconducting detector: few dark counts"),
                calibrated(0.0252, "on the published error rate"),
                illustrative(0.0, "superconducting detector"),
                illustrative(0.0, "too few clicks for it to matter"),
                recalled(1.0, "DPS keeps every click"),
                illustrative(1.16, USUAL),
                RateModel.DIFFERENTIAL_PHASE,
                List.of(
                        result(Figure.SIFTED_RATE, 11e3, 11e3, NTT, Confidence.PUBLISHED),
                        result(Figure.QBER, 2.6, 2.6, NTT, Confidence.PUBLISHED),
                        result(Figure.SECRET_RATE, 600, 1600, NTT, Confidence.PUBLISHED)));
    }

    private static PublishedResult result(
            Figure figure, double low, double high, String source, Confidence confidence) {
        return new PublishedResult(figure, low, high, source, confidence);
    }
}
