package io.warifu.keys.pool;

import io.warifu.kernel.secret.SecretBytes;
import java.util.UUID;

/**
 * One block of a link's QKD key, equal at both ends.
 *
 * @param sequence number of the block on its link, from 1, never used again
 * @param qber the error rate with which the block was made
 */
public record KeyBlock(long sequence, UUID blockId, SecretBytes key, double qber) {

    public static final int MIN_BYTES = 8;

    /** 2^21 bits; in base64 this stays below what a request body may hold. */
    public static final int MAX_BYTES = 256 * 1024;

    public KeyBlock {
        if (sequence < 1) {
            throw new IllegalArgumentException("block sequences start at 1");
        }
        if (key.length() < MIN_BYTES || key.length() > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a block holds " + MIN_BYTES + " to " + MAX_BYTES + " bytes of key");
        }
        if (!(qber >= 0 && qber <= 1)) {
            throw new IllegalArgumentException("an error rate lies between 0 and 1");
        }
    }
}
