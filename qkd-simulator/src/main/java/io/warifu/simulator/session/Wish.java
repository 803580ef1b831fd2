package io.warifu.simulator.session;

/**
 * What an end wants of the next round, from the most eager to the least; the least eager one wins.
 */
public enum Wish {
    /** A key block, and the next one at once. */
    FILL(0),
    /** A key block, at the usual pace. */
    KEY(1),
    /** A key block for the authentication pool alone: the stock is full, the pool is not. */
    REFILL(2),
    /** Only a look for eavesdroppers: the stock is full, or an alarm stands. */
    CHECK(3),
    /** Only a look as well, because the key manager does not take blocks at this end. */
    PAUSE(4);

    static final int MAX_CODE = 4;

    private static final Wish[] ALL = values();

    private final int code;

    Wish(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    public boolean makesKey() {
        return compareTo(REFILL) <= 0;
    }

    /** Whether blocks leave for the key manager. */
    public boolean delivers() {
        return compareTo(KEY) <= 0;
    }

    static Wish ofCode(int code) {
        return ALL[code];
    }

    static Wish leastEager(Wish a, Wish b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
