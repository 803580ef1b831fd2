package io.warifu.simulator.optics;

import io.warifu.simulator.decoy.SourceSettings;
import java.util.random.RandomGenerator;

/**
 * The laws behind a transmitter's draws, worked out once: how rare a drawn pulse is, what it then
 * holds (Bayes' rule over intensity, photon number and basis, as an alias table after Walker and
 * Vose: one comparison a draw), and what a pulse holds that was not drawn.
 */
final class PulseLaw {

    /** Three intensities, twenty photon numbers, two bases: 120 outcomes at most. */
    private static final int SLOTS = 128;

    /** A slot's share in steps of its own 24 bits: 5e-10 of a probability with 128 slots. */
    private static final double TWO_TO_24 = 0x1.0p24;

    private static final double TWO_TO_32 = 0x1.0p32;

    private final double drawn;
    private final double[] notDrawn;
    private final long basisThreshold;
    private final int[] threshold = new int[SLOTS];
    private final short[] own = new short[SLOTS];
    private final short[] other = new short[SLOTS];

    PulseLaw(SourceSettings source, PhotonYields envelope) {
        int intensities = source.intensities().size();
        double[] weights = new double[SLOTS];
        short[] outcomes = new short[SLOTS];
        notDrawn = new double[intensities];
        basisThreshold = (long) (source.keyBasisProbability() * TWO_TO_32);
        int next = 0;
        double sum = 0;
        for (int k = 0; k < intensities; k++) {
            double ofIntensity = 0;
            for (int n = 1; n <= PhotonYields.MAX_PHOTONS; n++) {
                double weight = PhotonYields.poisson(source.mean(k), n) * envelope.of(n);
                ofIntensity += weight;
                for (Basis basis : Basis.values()) {
                    weights[next] = weight * source.probability(k) * chanceOf(basis, source);
                    outcomes[next++] = (short) ((n << 4) | PulseCode.of(k, Qubit.of(basis, false)));
                }
            }
            notDrawn[k] = source.probability(k) * Math.max(0, 1 - ofIntensity);
            sum += source.probability(k) * ofIntensity;
        }
        drawn = Math.min(1, sum);
        if (sum > 0) {
            fillAliases(weights, outcomes);
        }
    }

    private static double chanceOf(Basis basis, SourceSettings source) {
        return switch (basis) {
            case RECTILINEAR -> source.keyBasisProbability();
            case DIAGONAL -> 1 - source.keyBasisProbability();
        };
    }

    /** Chance that a pulse is drawn. */
    double drawn() {
        return drawn;
    }

    /** Photon number times sixteen plus {@link PulseCode}, from 32 random bits. */
    int outcome(int random) {
        int slot = random >>> 25;
        int fraction = (random >>> 1) & 0xFF_FFFF;
        // All ones if the slot's own outcome is chosen; a branch would be mispredicted.
        int mask = (fraction - threshold[slot]) >> 31;
        return (own[slot] & mask) | (other[slot] & ~mask) | (random & 1);
    }

    /** The {@link PulseCode} of a pulse of which is only known that it was not drawn. */
    int late(RandomGenerator chance) {
        double total = 0;
        for (double weight : notDrawn) {
            total += weight;
        }
        double left = chance.nextDouble() * total;
        int intensity = 0;
        while (intensity < notDrawn.length - 1 && left >= notDrawn[intensity]) {
            left -= notDrawn[intensity++];
        }
        long draw = chance.nextLong();
        int basis = (draw >>> 32) < basisThreshold ? 0 : 1;
        return (intensity << 2) | (basis << 1) | (int) (draw & 1);
    }

    private void fillAliases(double[] weights, short[] outcomes) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] scaled = new double[SLOTS];
        int[] small = new int[SLOTS];
        int[] large = new int[SLOTS];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < SLOTS; i++) {
            scaled[i] = weights[i] / sum * SLOTS;
            if (scaled[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        while (smalls > 0 && larges > 0) {
            int poor = small[--smalls];
            int rich = large[larges - 1];
            put(poor, scaled[poor], outcomes[poor], outcomes[rich]);
            scaled[rich] -= 1 - scaled[poor];
            if (scaled[rich] < 1) {
                larges--;
                small[smalls++] = rich;
            }
        }
        while (larges > 0) {
            int slot = large[--larges];
            put(slot, 1, outcomes[slot], outcomes[slot]);
        }
        int likeliest = 0;
        for (int i = 1; i < SLOTS; i++) {
            likeliest = weights[i] > weights[likeliest] ? i : likeliest;
        }
        while (smalls > 0) {
            // Left over by rounding only; a slot that has no outcome of its own must not show.
            int slot = small[--smalls];
            short outcome = outcomes[weights[slot] > 0 ? slot : likeliest];
            put(slot, 1, outcome, outcome);
        }
    }

    private void put(int slot, double share, short ownOutcome, short otherOutcome) {
        threshold[slot] = (int) Math.round(share * TWO_TO_24);
        own[slot] = ownOutcome;
        other[slot] = otherOutcome;
    }
}
