package io.warifu.simulator.finite;

import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.util.List;

/**
 * Bounds from a signal and one decoy (Rusca 2018; Wiesemann takes them over with smaller epsilons).
 * No vacuum is sent, so the errors limit what empty pulses can have contributed.
 */
final class OneDecoy {

    private final SourceSettings source;
    private final double epsilonShare;
    private final double signal;
    private final double decoy;
    private final double tau0;
    private final double tau1;

    OneDecoy(SourceSettings source, double epsilonShare) {
        this.source = source;
        this.epsilonShare = epsilonShare;
        signal = source.mean(0);
        decoy = source.mean(1);
        if (decoy == 0) {
            throw new IllegalArgumentException("a proof with one decoy needs light in the decoy");
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
                        / (signal - decoy)
                        * (signal * detectionsLow(basis, 1) - decoy * detectionsUp(basis, 0));
        return within(low, PhotonChance.detections(basis));
    }

    double vacuumUp(List<Tally> basis) {
        double total = PhotonChance.detections(basis);
        double beyond = PhotonChance.deviation(total, epsilonShare);
        double up = total;
        for (int k = 0; k < 2; k++) {
            // Twice: an empty pulse makes a wrong click as often as a right one.
            up = Math.min(up, 2 * (tau0 * errorsUp(basis, k) + beyond));
        }
        return up;
    }

    double singleLow(List<Tally> basis) {
        double ratio = decoy * decoy / (signal * signal);
        double low =
                tau1
                        * signal
                        / (decoy * (signal - decoy))
                        * (detectionsLow(basis, 1)
                                - ratio * detectionsUp(basis, 0)
                                - (1 - ratio) * vacuumUp(basis) / tau0);
        return within(low, PhotonChance.detections(basis));
    }

    double singleErrorsUp(List<Tally> basis) {
        double up = tau1 / (signal - decoy) * (errorsUp(basis, 0) - errorsLow(basis, 1));
        return up > 0 ? up : 0;
    }

    private double detectionsLow(List<Tally> basis, int k) {
        double total = PhotonChance.detections(basis);
        double low = basis.get(k).detections() - PhotonChance.deviation(total, epsilonShare);
        return PhotonChance.scale(source, k) * Math.max(low, 0);
    }

    private double detectionsUp(List<Tally> basis, int k) {
        double total = PhotonChance.detections(basis);
        double up = basis.get(k).detections() + PhotonChance.deviation(total, epsilonShare);
        return PhotonChance.scale(source, k) * Math.min(up, total);
    }

    private double errorsLow(List<Tally> basis, int k) {
        double total = PhotonChance.errors(basis);
        double low = basis.get(k).errors() - PhotonChance.deviation(total, epsilonShare);
        return PhotonChance.scale(source, k) * Math.max(low, 0);
    }

    private double errorsUp(List<Tally> basis, int k) {
        double total = PhotonChance.errors(basis);
        double up = basis.get(k).errors() + PhotonChance.deviation(total, epsilonShare);
        return PhotonChance.scale(source, k) * Math.min(up, total);
    }

    private static double within(double bound, double total) {
        return bound > 0 ? Math.min(bound, total) : 0;
    }
}
