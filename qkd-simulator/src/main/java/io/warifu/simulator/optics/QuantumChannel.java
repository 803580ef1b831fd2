package io.warifu.simulator.optics;

/**
 * Whatever lies between the laboratories: the fibre, or an attacker in its place. Not safe for use
 * by several threads; trains go through in the order of time.
 */
@FunctionalInterface
public interface QuantumChannel {

    ArrivingTrain carry(EmittedTrain train);
}
