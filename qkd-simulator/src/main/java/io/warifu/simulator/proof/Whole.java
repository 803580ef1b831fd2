package io.warifu.simulator.proof;

import java.util.regex.Pattern;

/** Checks of numbers and words that a ledger may hold. */
final class Whole {

    /** Above this a count in a double is not exact. */
    static final long MAX_COUNT = 1L << 53;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _./()^+-]{0,63}");

    private Whole() {}

    static void require(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": " + least + " to " + most);
        }
    }

    static void count(String what, long value) {
        require(what, value, 0, MAX_COUNT);
    }

    /** A count that is kept in a double. */
    static long exact(String what, double value) {
        if (!(value >= 0 && value <= MAX_COUNT && value == StrictMath.rint(value))) {
            throw new IllegalArgumentException(what + ": a whole number, not below 0");
        }
        return (long) value;
    }

    /** A name of something; so narrow that it stands in JSON as it is. */
    static void word(String what, String value) {
        if (!WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(what + ": 1 to 64 plain characters");
        }
    }
}
