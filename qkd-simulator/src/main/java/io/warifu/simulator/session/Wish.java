package io.warifu.simulator.session;

/** What an end wants of the next round, from the most eager to the least; the least eager one wins. */
public enum Wish {
    /** A key block, and the next one at once. */
    FILL,
    /** A key block, at the usual pace. */
    KEY,
    /** Only a look for eavesdroppers: the stock is full, or an alarm stands. */
    CHECK,
    /** Only a look as well, because the key manager does not take blocks at this end. */
    PAUSE;

    private static final Wish[] ALL = values();

    public boolean makesKey() {
        return this == FILL || this == KEY;
    }

    static Wish ofCode(int code) {
        return ALL[code];
    }

    static int maxCode() {
        return ALL.length - 1;
    }

    static Wish leastEager(Wish a, Wish b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
