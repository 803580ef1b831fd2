package io.warifu.simulator.optics;

/** The four states of BB84: a bit written in one of two bases. */
public enum Qubit {
    ZERO(Basis.RECTILINEAR, false),
    ONE(Basis.RECTILINEAR, true),
    PLUS(Basis.DIAGONAL, false),
    MINUS(Basis.DIAGONAL, true);

    private static final Qubit[] ALL = values();

    private final Basis basis;
    private final boolean bit;

    Qubit(Basis basis, boolean bit) {
        this.basis = basis;
        this.bit = bit;
    }

    public Basis basis() {
        return basis;
    }

    public boolean bit() {
        return bit;
    }

    /** A number from 0 to 3 that two uniform random bits can choose. */
    public int code() {
        return ordinal();
    }

    public static Qubit ofCode(int code) {
        return ALL[code];
    }

    public static Qubit of(Basis basis, boolean bit) {
        return ALL[basis.ordinal() * 2 + (bit ? 1 : 0)];
    }

    /**
     * What a perfect measurement in {@code chosen} gives: the bit in the right basis, the coin in
     * the wrong one.
     */
    public boolean measuredIn(Basis chosen, boolean coin) {
        return chosen == basis ? bit : coin;
    }
}
