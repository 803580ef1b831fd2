package io.warifu.keys.store;

import java.util.Locale;

/** How the secret of a hybrid epoch went into a key. */
public enum HybridMode {
    /** Not at all: the key is what the links carried. */
    OFF,
    /** XOR with a mask: secure if either the links or ML-KEM-1024 hold. */
    XOR,
    /** HKDF-SHA-384 over both: computational, for keys longer than 512 bits. */
    HKDF;

    /** As it stands in a key container and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static HybridMode of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
