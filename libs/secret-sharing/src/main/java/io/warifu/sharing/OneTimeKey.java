package io.warifu.sharing;

import io.warifu.kernel.secret.SecretBytes;

/**
 * Key of one tag: 32 bytes that dealer and reader share, from a QKD link for example.
 *
 * <p>Whoever tags two different shares under one key gives forgers what they need; a dealer takes a
 * fresh one for each share and closes it. A reader may verify with it as often as it likes.
 */
public final class OneTimeKey implements AutoCloseable {

    public static final int BYTES = 32;

    private final TagKeyId id;
    private final SecretBytes bytes;

    /** Takes {@code bytes} over and wipes them on {@link #close()}. */
    public OneTimeKey(TagKeyId id, SecretBytes bytes) {
        if (bytes.length() != BYTES) {
            throw new IllegalArgumentException("a one-time key has " + BYTES + " bytes");
        }
        this.id = id;
        this.bytes = bytes;
    }

    public TagKeyId id() {
        return id;
    }

    SecretBytes bytes() {
        return bytes;
    }

    @Override
    public void close() {
        bytes.close();
    }

    @Override
    public String toString() {
        return "OneTimeKey[" + id.value() + "]";
    }
}
