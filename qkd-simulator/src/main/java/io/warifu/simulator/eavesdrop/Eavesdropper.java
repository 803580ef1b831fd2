package io.warifu.simulator.eavesdrop;

import io.warifu.simulator.optics.HonestFibre;
import io.warifu.simulator.optics.QuantumChannel;
import java.util.random.RandomGenerator;

/**
 * Which attack somebody mounts on the fibre, and how much of it.
 *
 * @param attack the kind
 * @param fraction attacked share of the pulses (of the trains for {@link Attack#BLINDING}), 0 to 1
 */
public record Eavesdropper(Attack attack, double fraction) {

    public Eavesdropper {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("the attacked share: 0 to 1");
        }
        // Nobody and nothing are the same thing, so that equals tells whether anything changed.
        if (attack == Attack.NONE || fraction == 0) {
            attack = Attack.NONE;
            fraction = 0;
        }
    }

    /** Nobody is there. */
    public static Eavesdropper none() {
        return new Eavesdropper(Attack.NONE, 0);
    }

    /** Intercept-resend on a share of the pulses, or nobody if it is 0. */
    public static Eavesdropper ofFraction(double fraction) {
        return new Eavesdropper(Attack.INTERCEPT_RESEND, fraction);
    }

    public boolean isPresent() {
        return attack != Attack.NONE;
    }

    /** The channel that results when this one sits on {@code fibre}. */
    public QuantumChannel on(HonestFibre fibre, RandomGenerator chance) {
        return switch (attack) {
            case NONE -> fibre;
            case INTERCEPT_RESEND -> new InterceptResend(fibre, fraction, chance);
            case PHOTON_NUMBER_SPLITTING -> new PhotonNumberSplitting(fibre, fraction, chance);
            case BEAM_BLOCK -> new BeamBlock(fibre, fraction, chance);
            case BLINDING -> new Blinding(fibre, fraction, chance);
        };
    }
}
