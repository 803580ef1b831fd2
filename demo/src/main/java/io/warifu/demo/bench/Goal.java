package io.warifu.demo.bench;

/**
 * What a rate ought to be.
 *
 * @param reach the least that is good enough
 * @param excellent what would be very good
 */
public record Goal(double reach, double excellent) {

    /** In a word, where {@code value} stands. */
    public String standing(double value) {
        return value >= excellent ? "excellent" : value >= reach ? "reached" : "NOT reached";
    }
}
