package io.warifu.simulator.channel;

import io.warifu.simulator.optics.EmittedTrain;

/**
 * Alice's end of the fibre, which takes her light and has the losses and any attacker behind it.
 * Nothing is authenticated here.
 */
public interface QuantumSender {

    void send(EmittedTrain train) throws ChannelException;
}
