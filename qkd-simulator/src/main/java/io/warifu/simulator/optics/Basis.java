package io.warifu.simulator.optics;

/** The two measurement bases of BB84; measuring in the wrong one gives a random bit. */
public enum Basis {
    RECTILINEAR,
    DIAGONAL;

    public static Basis of(boolean diagonal) {
        return diagonal ? DIAGONAL : RECTILINEAR;
    }
}
