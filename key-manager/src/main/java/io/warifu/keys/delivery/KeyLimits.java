package io.warifu.keys.delivery;

/** What one request may ask for; the status tells it to the callers. */
final class KeyLimits {

    static final int DEFAULT_SIZE_BITS = 256;
    static final int MIN_SIZE_BITS = 64;
    static final int MAX_SIZE_BITS = 4096;
    static final int MAX_KEYS_PER_REQUEST = 128;
    static final int MAX_ADDITIONAL_SLAVES = 8;

    private KeyLimits() {}
}
