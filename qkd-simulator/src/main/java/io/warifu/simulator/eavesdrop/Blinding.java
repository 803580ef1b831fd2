package io.warifu.simulator.eavesdrop;

import io.warifu.simulator.optics.ArrivingTrain;
import io.warifu.simulator.optics.EmittedTrain;
import io.warifu.simulator.optics.HonestFibre;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.PhotonYields;
import io.warifu.simulator.optics.QuantumChannel;
import java.util.random.RandomGenerator;

/**
 * Blinds Bob's detectors with bright light for a share of the trains, measures every pulse that the
 * train holds in a random basis, and sends a bright pulse in the state it read (Lydersen and others
 * 2010). Bob clicks just where he chose the attacker's basis and then reads the attacker's bit:
 * after sifting the attacker knows all of the key, and there are no errors at all. Its mark is
 * power: a monitor at Bob's door sees it at once.
 */
public final class Blinding implements QuantumChannel {

    private final HonestFibre fibre;
    private final Share share;
    private final RandomGenerator chance;

    public Blinding(HonestFibre fibre, double fraction, RandomGenerator chance) {
        this.fibre = fibre;
        this.share = new Share(fraction);
        this.chance = chance;
    }

    @Override
    public ArrivingTrain carry(EmittedTrain train) {
        if (!share.holds(chance.nextLong())) {
            return fibre.carry(train);
        }
        // The loss drifts on behind the attacker's back.
        PhotonYields _ = fibre.yieldsFor(train);
        int events = Math.min(train.events(), LinkOptics.MAX_CLICKS_PER_TRAIN);
        ArrivingTrain.Builder arriving =
                new ArrivingTrain.Builder(
                        train.train(), train.pulses(), ArrivingTrain.Light.BRIGHT, events);
        for (int i = 0; i < events; i++) {
            long draw = chance.nextLong();
            int code = train.qubitCodeOf(i);
            int guess = (int) (draw & 2);
            boolean sameBasis = guess == (code & 2);
            arriving.add(train.pulseOf(i), sameBasis ? code : guess | (int) (draw & 1));
        }
        return arriving.build();
    }
}
