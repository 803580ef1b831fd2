package io.warifu.simulator.auth;

/**
 * What travels with a message to prove where it comes from.
 *
 * @param offsetBits where the lane's bits for this message begin
 */
public record Stamp(long offsetBits, long tag) {}
