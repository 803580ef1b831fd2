package io.warifu.simulator.eavesdrop;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.QuantumSender;
import io.warifu.simulator.optics.PhotonTrain;
import java.util.function.Supplier;

/** A fibre with a place for an attacker, who may come and go between two trains. */
public final class WeakenedChannel implements QuantumSender {

    private final QuantumSender fibre;
    private final Supplier<Eavesdropper> attacker;

    public WeakenedChannel(QuantumSender fibre, Supplier<Eavesdropper> attacker) {
        this.fibre = fibre;
        this.attacker = attacker;
    }

    @Override
    public void send(PhotonTrain train) throws ChannelException {
        Eavesdropper present = attacker.get();
        fibre.send(present.fraction() == 0 ? train : train.disturbedBy(present::touch));
    }
}
