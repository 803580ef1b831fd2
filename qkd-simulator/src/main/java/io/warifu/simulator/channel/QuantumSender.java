package io.warifu.simulator.channel;

import io.warifu.simulator.optics.PhotonTrain;

/** Alice's end of the fibre. Nothing is authenticated here: an attacker may sit on it. */
public interface QuantumSender {

    void send(PhotonTrain train) throws ChannelException;
}
