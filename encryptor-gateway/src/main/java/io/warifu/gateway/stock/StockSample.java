package io.warifu.gateway.stock;

/**
 * What the key manager says of one peer at one moment, in keys of 256 bits. Advice only: others may
 * draw from the same links.
 *
 * @param maxKeys at which the links deliver no more
 */
public record StockSample(int storedKeys, int maxKeys, int maxKeysPerRequest) {

    public StockSample {
        if (storedKeys < 0 || maxKeys < 0 || maxKeysPerRequest < 1) {
            throw new IllegalArgumentException("counts of keys are not negative");
        }
    }

    /** Then the links wait, and their speed cannot be seen. */
    public boolean full() {
        return storedKeys >= maxKeys;
    }
}
