package io.warifu.simulator.finite;

import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.util.List;

/** Chances and deviations that the decoy bounds share. */
final class PhotonChance {

    private PhotonChance() {}

    /** tau_0: the chance that a pulse is empty. */
    static double none(SourceSettings source) {
        double sum = 0;
        for (int k = 0; k < source.intensities().size(); k++) {
            sum += source.probability(k) * StrictMath.exp(-source.mean(k));
        }
        return sum;
    }

    /** tau_1: the chance that a pulse holds one photon. */
    static double one(SourceSettings source) {
        double sum = 0;
        for (int k = 0; k < source.intensities().size(); k++) {
            sum += source.probability(k) * StrictMath.exp(-source.mean(k)) * source.mean(k);
        }
        return sum;
    }

    /** e^k / p_k: turns counts of intensity {@code k} into the scale on which bounds are built. */
    static double scale(SourceSettings source, int k) {
        return StrictMath.exp(source.mean(k)) / source.probability(k);
    }

    /** Hoeffding's deviation of one count among {@code total}. */
    static double deviation(double total, double epsilonShare) {
        return StrictMath.sqrt(total / 2 * StrictMath.log(1 / epsilonShare));
    }

    static double detections(List<Tally> basis) {
        return basis.stream().mapToDouble(Tally::detections).sum();
    }

    static double errors(List<Tally> basis) {
        return basis.stream().mapToDouble(Tally::errors).sum();
    }
}
