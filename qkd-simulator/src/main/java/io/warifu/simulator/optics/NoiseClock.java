package io.warifu.simulator.optics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * When the detectors will fire without light next: dark counts, and trapped carriers that earlier
 * clicks left behind. Pulses count from the start of the present train and go on across trains.
 */
final class NoiseClock {

    /** Carriers waiting at once; those beyond are lost. Real detectors hold a handful. */
    private static final int MAX_CARRIERS = 4096;

    /** Far enough never to come, near enough never to overflow. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    /** A drawn gap beyond this is past every train too. */
    private static final double LONGEST_GAP = 0x1.0p60;

    private final SplittableRandom nature;
    private final double pulsesPerDark;
    private final double clicksPerCarrier;
    private final double decayPulses;
    private final long deadPulses;

    private long dark;

    /** Due pulses, the latest first, so that the next one is at the end. */
    private long[] carriers = new long[16];

    private int waiting;
    private long clicksToCarrier;
    private long next;

    NoiseClock(LinkOptics optics, SplittableRandom nature) {
        Detector detector = optics.detector();
        this.nature = nature;
        this.pulsesPerDark = meanGap(detector.darkCountProbability());
        this.clicksPerCarrier = meanGap(detector.afterpulseProbability());
        this.decayPulses = detector.afterpulseDecayPulses(optics.clockHz());
        this.deadPulses = detector.deadPulses(optics.clockHz());
        this.dark = gap(pulsesPerDark);
        this.clicksToCarrier = gap(clicksPerCarrier);
        this.next = dark;
    }

    /** The pulse of the next noise; past every train if there is none. */
    long next() {
        return next;
    }

    /** Takes all noise up to {@code pulse}, then tells the next. */
    long skipThrough(long pulse) {
        if (dark <= pulse) {
            // The geometric law has no memory: what came before need not be walked through.
            dark = pulse + 1 + gap(pulsesPerDark);
        }
        while (waiting > 0 && carriers[waiting - 1] <= pulse) {
            waiting--;
        }
        return refreshed();
    }

    /** A click, of whatever cause, may trap a carrier. Tells the next noise. */
    long clicked(long pulse) {
        if (clicksToCarrier-- > 0) {
            return next;
        }
        clicksToCarrier = gap(clicksPerCarrier);
        long delay = (long) Math.min(LONGEST_GAP, Exponential.next(nature) * decayPulses);
        insert(pulse + deadPulses + 1 + delay);
        return refreshed();
    }

    /** Counts pulses from the start of the next train on. */
    void newTrain(long pulsesOfLast) {
        dark = Math.max(0, dark - pulsesOfLast);
        for (int i = 0; i < waiting; i++) {
            carriers[i] -= pulsesOfLast;
        }
        refreshed();
    }

    private long refreshed() {
        next = waiting == 0 ? dark : Math.min(dark, carriers[waiting - 1]);
        return next;
    }

    private void insert(long due) {
        if (waiting == MAX_CARRIERS) {
            return;
        }
        if (waiting == carriers.length) {
            carriers = Arrays.copyOf(carriers, 2 * waiting);
        }
        int at = waiting++;
        while (at > 0 && carriers[at - 1] < due) {
            carriers[at] = carriers[at - 1];
            at--;
        }
        carriers[at] = due;
    }

    private static double meanGap(double probability) {
        return probability == 0 ? Double.POSITIVE_INFINITY : -1 / Math.log1p(-probability);
    }

    /** How many miss before the next one, by the geometric law. */
    private long gap(double mean) {
        return mean == Double.POSITIVE_INFINITY
                ? NEVER
                : (long) Math.min(LONGEST_GAP, Exponential.next(nature) * mean);
    }
}
