package io.warifu.simulator.channel;

import io.warifu.simulator.optics.ArrivingTrain;

/** Bob's end of the fibre: waits, within a bound, for the next train. */
public interface QuantumReceiver {

    ArrivingTrain receive() throws ChannelException;
}
