package io.warifu.simulator.optics;

/** The four states of BB84: a bit written in one of two bases. */
public enum Qubit {
    ZERO(0, Basis.RECTILINEAR, false),
    ONE(1, Basis.RECTILINEAR, true),
    PLUS(2, Basis.DIAGONAL, false),
    MINUS(3, Basis.DIAGONAL, true);

    private static final Qubit[] ALL = values();

    private final int code;
    private final Basis basis;
    private final boolean bit;

    Qubit(int code, Basis basis, boolean bit) {
        this.code = code;
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
        return code;
    }

    public static Qubit ofCode(int code) {
        return ALL[code];
    }

    public static Qubit of(Basis basis, boolean bit) {
        return switch (basis) {
            case RECTILINEAR -> bit ? ONE : ZERO;
            case DIAGONAL -> bit ? MINUS : PLUS;
        };
    }

    /**
     * What a perfect measurement in {@code chosen} gives: the bit in the right basis, the coin in
     * the wrong one.
     */
    public boolean measuredIn(Basis chosen, boolean coin) {
        return chosen == basis ? bit : coin;
    }
}
