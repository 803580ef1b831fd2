package io.warifu.keys.pool;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.onetime.OneTimeTag;
import java.util.Arrays;
import java.util.UUID;

/**
 * One block of a link's QKD key, equal at both ends.
 *
 * @param sequence number of the block on its link, from 1, never used again
 * @param qber the error rate with which the block was made
 */
public record KeyBlock(long sequence, UUID blockId, SecretBytes key, double qber) {

    public static final int MIN_BYTES = 64;

    /** The first bytes key the tag by which the two ends compare the others; never a pad. */
    public static final int CONFIRMATION_BYTES = OneTimeTag.KEY_BYTES;

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

    /** The one-time tag that is the same at both ends if the block is. */
    byte[] tag() {
        return key.use(bytes -> {
            byte[] tagKey = Arrays.copyOf(bytes, CONFIRMATION_BYTES);
            byte[] rest = Arrays.copyOfRange(bytes, CONFIRMATION_BYTES, bytes.length);
            byte[] tag = OneTimeTag.compute(tagKey, rest);
            Arrays.fill(tagKey, (byte) 0);
            Arrays.fill(rest, (byte) 0);
            return tag;
        });
    }
}
