package io.warifu.sharing;

import java.security.MessageDigest;

/**
 * The tag of one share under a key that was used for nothing else.
 *
 * @param keyId names the key to whoever may verify
 */
@SuppressWarnings("ArrayRecordComponent") // Copied in and out; public once it is made.
public record OneTimeTag(TagKeyId keyId, byte[] value) {

    public static final int BYTES = 16;

    public OneTimeTag {
        if (value.length != BYTES) {
            throw new IllegalArgumentException("a tag has " + BYTES + " bytes");
        }
        value = value.clone();
    }

    @Override
    public byte[] value() {
        return value.clone();
    }

    /** Compares in a time that does not depend on where the tags differ. */
    boolean matches(byte[] expected) {
        return MessageDigest.isEqual(value, expected);
    }
}
