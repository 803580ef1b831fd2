package io.warifu.simulator.handover;

import io.warifu.kernel.secret.SecretBytes;
import java.util.UUID;

/**
 * A block after privacy amplification: the same values at both ends. Whoever holds it last wipes
 * the key.
 *
 * @param sequence number of the block on its link, from 1, never used again
 * @param key the whole secret, a whole number of bytes
 * @param refillBytes how many bytes from the start of {@code key} go into the authentication pool
 *     instead of to the key manager
 * @param qber error rate of its key basis
 */
public record FinishedBlock(
        UUID blockId, long sequence, SecretBytes key, int refillBytes, double qber) {

    /** Sequences stay far from overflow. */
    public static final long MAX_SEQUENCE = 1L << 60;

    /** Bounds a file of the journal. */
    public static final int MAX_KEY_BYTES = 1 << 20;

    public FinishedBlock {
        if (sequence < 1 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("block sequences start at 1");
        }
        if (key.length() > MAX_KEY_BYTES || refillBytes < 0 || refillBytes > key.length()) {
            throw new IllegalArgumentException("key or refill of a block out of range");
        }
        if (!(qber >= 0 && qber <= 1)) {
            throw new IllegalArgumentException("an error rate lies between 0 and 1");
        }
    }

    /** How many bytes are for the key manager. */
    public int deliveredBytes() {
        return key.length() - refillBytes;
    }
}
