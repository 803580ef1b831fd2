package io.warifu.gateway.epoch;

import java.time.Duration;

/**
 * When an opener takes a new key for its next carriers, and how long it waits for one.
 *
 * @param afterTime age at which a key opens no further carrier
 * @param afterBytes traffic at which a key opens no further carrier
 * @param keyWait how long a new carrier is held while there is no key
 */
public record Rotation(Duration afterTime, long afterBytes, Duration keyWait) {

    /**
     * So that a peer, which accepts a key for {@link AcceptorEpochs#ACCEPTED_FOR}, still has it.
     */
    public static final Duration MAX_AFTER_TIME = Duration.ofMinutes(2);

    public static final long MAX_AFTER_BYTES = 64L << 30;
    public static final Duration MAX_KEY_WAIT = Duration.ofMinutes(1);

    public Rotation {
        if (!afterTime.isPositive() || afterTime.compareTo(MAX_AFTER_TIME) > 0) {
            throw new IllegalArgumentException(
                    "a key is changed after at most " + MAX_AFTER_TIME.toSeconds() + " s");
        }
        if (afterBytes < 1 || afterBytes > MAX_AFTER_BYTES) {
            throw new IllegalArgumentException(
                    "a key is changed after 1 to " + MAX_AFTER_BYTES + " bytes");
        }
        if (keyWait.isNegative() || keyWait.compareTo(MAX_KEY_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "waiting for a key takes at most " + MAX_KEY_WAIT.toSeconds() + " s");
        }
    }
}
