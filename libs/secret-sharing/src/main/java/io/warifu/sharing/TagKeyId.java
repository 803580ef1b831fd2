package io.warifu.sharing;

import java.util.UUID;

/** Name of a one-time key, such as the key id of ETSI GS QKD 014. Nothing about it is secret. */
public record TagKeyId(UUID value) {

    public static final int BYTES = 16;

    /** Stands in the header of a share without a tag, so no key may have it. */
    static final UUID NONE = new UUID(0, 0);

    public TagKeyId {
        if (value.equals(NONE)) {
            throw new IllegalArgumentException("a key has a name other than zero");
        }
    }
}
