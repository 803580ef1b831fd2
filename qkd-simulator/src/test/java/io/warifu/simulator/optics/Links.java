package io.warifu.simulator.optics;

import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.SourceSettings;
import java.util.List;

/** Links that several tests speak of. */
public final class Links {

    /** Gobby, Yuan and Shields (2004): yield of darkness, efficiency, misalignment. */
    public static final Detector GYS_DETECTOR = Detector.withoutMemory(0.045, 1.7e-6, 0.033);

    /** Fifty kilometres at 0.21 dB/km. */
    public static final Fibre FIFTY_KM = new Fibre(10.5);

    private Links() {}

    /** The published link at 50 km with the given source. */
    public static LinkOptics gys(double keyBasis, Intensity... intensities) {
        return of(keyBasis, FIFTY_KM, GYS_DETECTOR, intensities);
    }

    public static LinkOptics of(
            double keyBasis, Fibre fibre, Detector detector, Intensity... intensities) {
        SourceSettings source = new SourceSettings(List.of(intensities), keyBasis);
        return new LinkOptics(source, 1e9, fibre, detector, Drift.none());
    }

    /** A link of almost perfect devices with many clicks a pulse. */
    public static LinkOptics bright(Detector detector) {
        return of(0.5, new Fibre(0), detector, new Intensity(0.5, 1));
    }

    public static LinkOptics drifting(LinkOptics optics, Drift drift) {
        return new LinkOptics(
                optics.source(), optics.clockHz(), optics.fibre(), optics.detector(), drift);
    }
}
