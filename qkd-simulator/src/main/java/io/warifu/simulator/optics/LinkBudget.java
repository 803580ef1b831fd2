package io.warifu.simulator.optics;

import io.warifu.simulator.decoy.SourceSettings;

/**
 * What to expect of a link, in closed form, at nominal loss and misalignment.
 *
 * <p>Without detector memory these are the formulas of Ma, Qi, Zhao and Lo (2005): gain Y0 + 1 -
 * e^(-eta mu), errors Y0/2 + e_d (1 - e^(-eta mu)), with the pulses in which light and dark count
 * coincide counted once. Dead time is a renewal process: the share of pulses at which the detectors
 * live is 1 - R tau for R clicks per pulse. An afterpulse is lost if another click blinds the
 * detectors when it is due; it falls on a later pulse, whose intensity has nothing to do with the
 * click that caused it, so it lifts the gains of all intensities alike.
 *
 * <p>Limit: memory terms are right to first order in the afterpulse probability, and for click
 * probabilities well below one.
 */
public final class LinkBudget {

    private final LinkOptics optics;
    private final double live;
    private final double afterpulses;
    private final double clicks;

    private LinkBudget(LinkOptics optics) {
        this.optics = optics;
        SourceSettings source = optics.source();
        Detector detector = optics.detector();
        double fresh = 0;
        for (int k = 0; k < source.intensities().size(); k++) {
            fresh += source.probability(k) * freshClicks(k);
        }
        double dead = detector.deadPulses(optics.clockHz());
        double kept = detector.afterpulseProbability() * afterpulseSurvival(fresh, dead);
        this.clicks = fresh / (1 + fresh * dead - kept * (1 - fresh));
        this.live = 1 - clicks * dead;
        this.afterpulses = kept * clicks;
    }

    public static LinkBudget of(LinkOptics optics) {
        return new LinkBudget(optics);
    }

    /** Clicks per pulse over all intensities. */
    public double clickProbability() {
        return clicks;
    }

    public double clicksPerSecond() {
        return clicks * optics.clockHz();
    }

    /** Clicks per second that survive sifting: both ends in the same basis. */
    public double siftedPerSecond() {
        double key = optics.source().keyBasisProbability();
        return clicksPerSecond() * (key * key + (1 - key) * (1 - key));
    }

    /** Share of the pulses at which the detectors are not dead. */
    public double liveShare() {
        return live;
    }

    /** Clicks per pulse of intensity {@code k}. */
    public double gain(int k) {
        return live * freshClicks(k) + afterpulses * (1 - freshClicks(k));
    }

    /** Error rate of sifted clicks of intensity {@code k}; 0 if there are none. */
    public double qber(int k) {
        double gain = gain(k);
        return gain == 0 ? 0 : errors(k) / gain;
    }

    /** Error rate of all sifted clicks. */
    public double qber() {
        double errors = 0;
        for (int k = 0; k < optics.source().intensities().size(); k++) {
            errors += optics.source().probability(k) * errors(k);
        }
        return clicks == 0 ? 0 : errors / clicks;
    }

    private double errors(int k) {
        double light = light(k);
        double dark = optics.detector().darkCountProbability();
        double misalignment = optics.detector().misalignment();
        // Noise in the other detector makes a double click, whose bit is a coin.
        double together = misalignment / 2 + 0.25;
        double fresh =
                light * (1 - dark) * misalignment
                        + (1 - light) * dark / 2
                        + light * dark * together;
        return live * fresh + afterpulses * (1 - freshClicks(k)) / 2;
    }

    private double light(int k) {
        return -Math.expm1(-optics.transmittance() * optics.source().mean(k));
    }

    /** Chance that a live detector clicks at a pulse of intensity {@code k}. */
    private double freshClicks(int k) {
        return 1 - (1 - light(k)) * (1 - optics.detector().darkCountProbability());
    }

    /** Chance that the detectors live when an afterpulse is due. */
    private double afterpulseSurvival(double fresh, double dead) {
        double decay = optics.detector().afterpulseDecayPulses(optics.clockHz());
        if (decay == 0) {
            return 1;
        }
        double rate = 1 / decay;
        return rate / (rate - fresh * Math.expm1(-rate * dead));
    }
}
