package io.warifu.simulator.finite;

import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.util.List;

/** Bounds from a signal and two decoys, the weaker of them nearly or wholly dark (Lim 2014). */
final class TwoDecoys {

    private final SourceSettings source;
    private final double epsilonShare;
    private final double signal;
    private final double decoy;
    private final double faint;
    private final double tau0;
    private final double tau1;

    TwoDecoys(SourceSettings source, double epsilonShare) {
        this.source = source;
        this.epsilonShare = epsilonShare;
        signal = source.mean(0);
        decoy = source.mean(1);
        faint = source.mean(2);
        if (!(signal > decoy + faint)) {
            throw new IllegalArgumentException(
                    "proof LIM needs a signal brighter than its two decoys together");
        }
        tau0 = PhotonChance.none(source);
        tau1 = PhotonChance.one(source);
    }

    double tau0() {
        return tau0;
    }

    double tau1() {
        return tau1;
    }

    double vacuumLow(List<Tally> basis) {
        double low =
                tau0
                        / (decoy - faint)
                        * (decoy * detections(basis, 2, -1) - faint * detections(basis, 1, 1));
        return within(low, PhotonChance.detections(basis));
    }

    double singleLow(List<Tally> basis) {
        double vacuum = vacuumLow(basis);
        double squares = decoy * decoy - faint * faint;
        double low =
                tau1
                        * signal
                        / (signal * (decoy - faint) - squares)
                        * (detections(basis, 1, -1)
                                - detections(basis, 2, 1)
                                - squares
                                        / (signal * signal)
                                        * (detections(basis, 0, 1) - vacuum / tau0));
        return within(low, PhotonChance.detections(basis) - vacuum);
    }

    double singleErrorsUp(List<Tally> basis) {
        double up = tau1 / (decoy - faint) * (errors(basis, 1, 1) - errors(basis, 2, -1));
        return up > 0 ? up : 0;
    }

    private double detections(List<Tally> basis, int k, int sign) {
        double beyond = PhotonChance.deviation(PhotonChance.detections(basis), epsilonShare);
        return PhotonChance.scale(source, k) * (basis.get(k).detections() + sign * beyond);
    }

    private double errors(List<Tally> basis, int k, int sign) {
        double beyond = PhotonChance.deviation(PhotonChance.errors(basis), epsilonShare);
        return PhotonChance.scale(source, k) * (basis.get(k).errors() + sign * beyond);
    }

    private static double within(double bound, double total) {
        return bound > 0 ? Math.min(bound, total) : 0;
    }
}
