package io.warifu.simulator.eavesdrop;

import io.warifu.simulator.optics.ArrivingTrain;
import io.warifu.simulator.optics.EmittedTrain;
import io.warifu.simulator.optics.HonestFibre;
import io.warifu.simulator.optics.PhotonYields;
import io.warifu.simulator.optics.QuantumChannel;
import java.util.random.RandomGenerator;

/**
 * Stops a share of the pulses and leaves the others alone: no information for the attacker, less
 * key for the ends, and at 1 nothing but dark counts.
 */
public final class BeamBlock implements QuantumChannel {

    private final HonestFibre fibre;
    private final Share share;
    private final RandomGenerator chance;

    public BeamBlock(HonestFibre fibre, double fraction, RandomGenerator chance) {
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
            boolean gone = share.holds(chance.nextLong());
            if (!gone && train.diceOf(i) < yields.of(train.photonsOf(i))) {
                arriving.add(train.pulseOf(i), train.qubitCodeOf(i));
            }
        }
        return arriving.build();
    }
}
