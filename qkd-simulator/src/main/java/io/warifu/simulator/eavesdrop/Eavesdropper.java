package io.warifu.simulator.eavesdrop;

import io.warifu.simulator.optics.Basis;
import io.warifu.simulator.optics.Qubit;
import java.util.random.RandomGenerator;

/**
 * Somebody on the fibre. The set is closed, so that every attack the simulator knows is in this
 * file.
 *
 * <p>An attacker acts on photons before it is known which of them are lost. Acting only on those
 * that arrive is the same, because the loss does not depend on the state (see {@code PhotonTrain}).
 */
public sealed interface Eavesdropper {

    /** What leaves the attacker when {@code passing} enters. */
    Qubit touch(Qubit passing);

    /** The share of photons that are attacked. */
    double fraction();

    /** Nobody, or an attack by intercept-resend on a share of the photons from 0 to 1. */
    static Eavesdropper ofFraction(double fraction, RandomGenerator chance) {
        return fraction == 0 ? new None() : new InterceptResend(fraction, chance);
    }

    /** Nobody is there. */
    record None() implements Eavesdropper {

        @Override
        public Qubit touch(Qubit passing) {
            return passing;
        }

        @Override
        public double fraction() {
            return 0;
        }
    }

    /**
     * Measures a share of the photons in a random basis and sends on what it read. Half of the
     * guesses are wrong and then half of Bob's bits are: the error rate rises to {@code p/4 + e (1
     * - p/2)} for a share p and an error rate e without attack.
     */
    record InterceptResend(double fraction, RandomGenerator chance) implements Eavesdropper {

        public InterceptResend {
            if (!(fraction > 0 && fraction <= 1)) {
                throw new IllegalArgumentException("the attacked share is above 0 and at most 1");
            }
        }

        @Override
        public Qubit touch(Qubit passing) {
            if (chance.nextDouble() >= fraction) {
                return passing;
            }
            Basis guess = Basis.of(chance.nextBoolean());
            return Qubit.of(guess, passing.measuredIn(guess, chance.nextBoolean()));
        }
    }
}
