package io.warifu.simulator.eavesdrop;

import io.warifu.simulator.optics.ArrivingTrain;
import io.warifu.simulator.optics.EmittedTrain;
import io.warifu.simulator.optics.HonestFibre;
import io.warifu.simulator.optics.QuantumChannel;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A fibre with a place for an attacker, who may come and go between two trains. */
public final class TappedFibre implements QuantumChannel {

    private final HonestFibre fibre;
    private final Supplier<Eavesdropper> attacker;
    private final RandomGenerator chance;
    private Eavesdropper present = Eavesdropper.none();
    private QuantumChannel channel;

    /** {@code chance} is the attacker's own. */
    public TappedFibre(HonestFibre fibre, Supplier<Eavesdropper> attacker, RandomGenerator chance) {
        this.fibre = fibre;
        this.attacker = attacker;
        this.chance = chance;
        this.channel = fibre;
    }

    @Override
    public ArrivingTrain carry(EmittedTrain train) {
        Eavesdropper now = attacker.get();
        if (!now.equals(present)) {
            channel = now.on(fibre, chance);
            present = now;
        }
        return channel.carry(train);
    }
}
