package io.warifu.simulator.optics;

/**
 * What Alice did to one pulse, in four bits: intensity times four plus the code of the {@link
 * Qubit}, which is basis times two plus bit. A number instead of an object, because there are
 * millions of them a second.
 */
public final class PulseCode {

    private PulseCode() {}

    /** The code of an intensity (by its place in the source's list) and a state. */
    public static int of(int intensity, Qubit qubit) {
        return (intensity << 2) | qubit.code();
    }

    public static int intensity(int code) {
        return code >>> 2;
    }

    /** 0 for the key basis, 1 for the test basis. */
    public static int basis(int code) {
        return (code >>> 1) & 1;
    }

    public static int bit(int code) {
        return code & 1;
    }

    public static Qubit qubit(int code) {
        return Qubit.ofCode(code & 3);
    }
}
