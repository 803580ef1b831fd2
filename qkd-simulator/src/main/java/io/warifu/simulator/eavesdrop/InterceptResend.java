package io.warifu.simulator.eavesdrop;

import io.warifu.simulator.optics.ArrivingTrain;
import io.warifu.simulator.optics.EmittedTrain;
import io.warifu.simulator.optics.HonestFibre;
import io.warifu.simulator.optics.PhotonYields;
import io.warifu.simulator.optics.QuantumChannel;
import java.util.random.RandomGenerator;

/**
 * Measures a share of the pulses in a random basis and sends on what it read, at the rate of the
 * fibre. Half of the guesses are wrong and then half of Bob's bits are: the error rate rises to
 * {@code p/4 + e (1 - p/2)} for a share p and misalignment e. The attacker's own devices are ideal.
 */
public final class InterceptResend implements QuantumChannel {

    private static final long GUESS_BIT = 2;

    private final HonestFibre fibre;
    private final Share share;
    private final RandomGenerator chance;

    public InterceptResend(HonestFibre fibre, double fraction, RandomGenerator chance) {
        this.fibre = fibre;
        this.share = new Share(fraction);
        this.chance = chance;
    }

    @Override
    public ArrivingTrain carry(EmittedTrain train) {
        PhotonYields yields = fibre.yieldsFor(train);
        ArrivingTrain.Builder arriving =
                new ArrivingTrain.Builder(
                        train.train(), train.pulses(), ArrivingTrain.Light.FAINT, train.events());
        for (int i = 0; i < train.events(); i++) {
            if (train.diceOf(i) < yields.of(train.photonsOf(i))) {
                long draw = chance.nextLong();
                int code = train.qubitCodeOf(i);
                arriving.add(train.pulseOf(i), share.holds(draw) ? resent(code, draw) : code);
            }
        }
        return arriving.build();
    }

    /** A measurement in the basis that one bit of {@code draw} guesses, with another as coin. */
    private static int resent(int code, long draw) {
        int guess = (int) (draw & GUESS_BIT);
        return guess == (code & 2) ? code : guess | (int) (draw & 1);
    }
}
