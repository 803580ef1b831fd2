package io.warifu.simulator.preset;

import static io.warifu.simulator.preset.Sourced.computed;
import static io.warifu.simulator.preset.Sourced.illustrative;
import static io.warifu.simulator.preset.Sourced.published;
import static io.warifu.simulator.preset.Sourced.recalled;

import java.util.List;

/** Parameter sets of papers, and the made-up one of the demonstration network. */
final class LiteraturePresets {

    private static final String GYS = "Gobby, Yuan, Shields, Appl. Phys. Lett. 84, 3762 (2004)";
    private static final String MA = "Ma, Qi, Zhao, Lo, Phys. Rev. A 72, 012326 (2005)";
    private static final String LIM = "Lim et al., Phys. Rev. A 89, 022307 (2014)";
    private static final String WIESEMANN = "Wiesemann et al., arXiv:2405.16578, and its program";
    private static final String TOKYO = "Sasaki et al., Opt. Express 19, 10387 (2011)";
    private static final String VECTORS = "the reference vectors";
    private static final String NOT_IN_MODEL = "not part of that model";
    private static final String MADE_UP = "made up, within what such systems do";
    private static final String NEAR_OPTIMUM =
            "near the optimum for blocks of 2^20 to 2^21 key-basis bits under WIESEMANN";

    private LiteraturePresets() {}

    static Preset gys() {
        return new Preset(
                "gys",
                "GYS, the yardstick of decoy-state theory, at 50 km",
                GYS + "; " + MA,
                Confidence.RECALLED,
                recalled("BB84; decoys in theory only", MA),
                recalled(List.of(0.48, 0.05), MA),
                illustrative(List.of(0.9, 0.1), "the asymptotic formulas need none"),
                recalled(0.5, MA),
                recalled(2e6, GYS),
                recalled(0.21, GYS),
                illustrative(50.0, "a row of the reference table; the paper goes to 122 km"),
                recalled(0.045, GYS),
                recalled(1.7e-6 / 2, GYS),
                recalled(0.033, GYS),
                illustrative(0.0, NOT_IN_MODEL),
                illustrative(0.0, NOT_IN_MODEL),
                recalled(0.5, MA),
                recalled(1.22, MA),
                RateModel.DECOY_LINK,
                List.of(
                        single(Figure.SIGNAL_GAIN, 1.924950e-3, VECTORS, Confidence.COMPUTED),
                        single(Figure.QBER, 3.341243, VECTORS, Confidence.COMPUTED),
                        single(Figure.OPTIMUM_MEAN_PHOTONS, 0.48, MA, Confidence.RECALLED),
                        single(Figure.CUT_OFF, 142, MA, Confidence.RECALLED)));
    }

    static Preset lim2014() {
        return new Preset(
                "lim2014",
                "Detector model of Lim et al. with the fixed settings of the reference vectors",
                LIM,
                Confidence.RECALLED,
                recalled("BB84, two decoys", LIM),
                illustrative(List.of(0.5, 0.15, 2e-4), VECTORS),
                illustrative(List.of(0.4, 0.4, 0.2), VECTORS),
                illustrative(0.7, VECTORS),
                illustrative(1e9, MADE_UP),
                recalled(0.2, LIM),
                illustrative(50.0, "a row of the reference table"),
                recalled(0.1, LIM),
                recalled(6e-7, LIM),
                recalled(0.005, LIM),
                recalled(0.04, LIM),
                illustrative(0.0, NOT_IN_MODEL),
                computed(0.7 * 0.7, "both ends choose the key basis"),
                recalled(1.16, LIM),
                RateModel.DECOY_LINK,
                List.of());
    }

    static Preset wiesemann() {
        return new Preset(
                "wiesemann",
                "One decoy without afterpulses, the fixed settings of the reference vectors",
                WIESEMANN,
                Confidence.RECALLED,
                published("BB84, one decoy", WIESEMANN),
                published(List.of(0.5, 0.15), WIESEMANN),
                illustrative(List.of(0.7, 0.3), VECTORS),
                published(0.9, WIESEMANN),
                published(625e6, WIESEMANN),
                recalled(0.2, LIM),
                illustrative(50.0, "a row of the reference table"),
                recalled(0.1, LIM),
                recalled(6e-7, LIM),
                recalled(0.005, LIM),
                illustrative(0.0, VECTORS),
                illustrative(0.0, NOT_IN_MODEL),
                computed(0.9 * 0.9, "both ends choose the key basis"),
                recalled(1.16, LIM),
                RateModel.DECOY_LINK,
                List.of());
    }

    static Preset demonstration() {
        return new Preset(
                "demonstration",
                "Links of the demonstration network (illustrative)",
                "made up; length and loss of Koganei-Otemachi from " + TOKYO,
                Confidence.ILLUSTRATIVE,
                illustrative("BB84, one decoy", MADE_UP),
                computed(List.of(0.43, 0.15), NEAR_OPTIMUM),
                computed(List.of(0.55, 0.45), NEAR_OPTIMUM),
                computed(0.79, NEAR_OPTIMUM),
                illustrative(1e9, MADE_UP),
                published(0.3, TOKYO),
                published(45.0, TOKYO),
                illustrative(0.2, MADE_UP),
                illustrative(1e-7, MADE_UP),
                illustrative(0.01, MADE_UP),
                illustrative(0.01, MADE_UP),
                illustrative(10.0, MADE_UP),
                computed(0.79 * 0.79, "both ends choose the key basis"),
                illustrative(1.05, "Cascade with reuse of sub-blocks reaches about 1.04"),
                RateModel.DECOY_LINK,
                List.of());
    }

    private static PublishedResult single(
            Figure figure, double value, String source, Confidence confidence) {
        return new PublishedResult(figure, value, value, source, confidence);
    }
}
