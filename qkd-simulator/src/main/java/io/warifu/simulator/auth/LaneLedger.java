package io.warifu.simulator.auth;

/**
 * Where the bits of one lane came from and went, at one moment.
 *
 * @param preSharedBits from the secret that both ends were given
 * @param depositedBits from blocks of the link itself
 * @param spentBits hash keys and pads of messages that were sent, or received and verified
 * @param burnedUnusedBits given up: reserved when a process died, or skipped by the other end
 * @param remainingBits still there, those not yet confirmed included
 */
public record LaneLedger(
        long preSharedBits,
        long depositedBits,
        long spentBits,
        long burnedUnusedBits,
        long remainingBits) {

    public boolean isBalanced() {
        return preSharedBits + depositedBits == spentBits + burnedUnusedBits + remainingBits;
    }
}
