package io.warifu.sharing.protocol;

import java.util.Arrays;

/**
 * Values at one point of many polynomials: a server's share, or what servers send each other about
 * it. Copied in and out, never printed, since k printed ones are the secret.
 */
public final class Lanes {

    private final byte[] values;

    private Lanes(byte[] values) {
        this.values = values;
    }

    public static Lanes copyOf(byte[] values) {
        return new Lanes(values.clone());
    }

    /** Keeps {@code values} itself, which nobody else may hold. */
    static Lanes owning(byte[] values) {
        return new Lanes(values);
    }

    public int lengthBytes() {
        return values.length;
    }

    public byte[] copy() {
        return values.clone();
    }

    /** The values themselves, for reading only. */
    byte[] bytes() {
        return values;
    }

    /** Overwrites the values with zeros; for shares of an epoch that has passed. */
    public void wipe() {
        Arrays.fill(values, (byte) 0);
    }

    void require(int lengthBytes) {
        if (values.length != lengthBytes) {
            throw new IllegalArgumentException(
                    "a message of " + values.length + " bytes where " + lengthBytes + " belong");
        }
    }

    @Override
    public String toString() {
        return "Lanes[" + values.length + " bytes]";
    }
}
