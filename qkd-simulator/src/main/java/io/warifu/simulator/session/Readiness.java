package io.warifu.simulator.session;

/**
 * Where one end stands before a round.
 *
 * @param wish what it wants
 * @param nextSequence the lowest block number that it has not used yet
 */
public record Readiness(Wish wish, long nextSequence) {

    static final long MAX_SEQUENCE = 1L << 62;

    public Readiness {
        if (nextSequence < 1 || nextSequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("block numbers begin at 1");
        }
    }
}
