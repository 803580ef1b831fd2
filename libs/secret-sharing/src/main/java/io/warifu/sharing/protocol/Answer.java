package io.warifu.sharing.protocol;

/**
 * One server's masked {@link Combination}; safe to show to anybody.
 *
 * @param from the point of the server that answers
 */
public record Answer(int from, Lanes values) {

    public Answer {
        if (from < 1 || from > 255) {
            throw new IllegalArgumentException("points of servers lie in 1..255, not at " + from);
        }
        values.require(Combination.LANES);
    }
}
