package io.warifu.gateway.planner;

/**
 * What is to be planned for.
 *
 * @param linkBitsPerSecond of secret key that the QKD link delivers
 * @param pairs of gateways that draw from it
 * @param trafficBitsPerSecond of one pair, both directions together
 */
public record LinkUse(double linkBitsPerSecond, int pairs, double trafficBitsPerSecond) {

    static final int MAX_PAIRS = 1_000;
    static final double MAX_BITS_PER_SECOND = 1e12;

    public LinkUse {
        require(
                linkBitsPerSecond > 0 && linkBitsPerSecond <= MAX_BITS_PER_SECOND,
                "a link delivers more than 0 and at most 10^12 bit/s");
        require(pairs >= 1 && pairs <= MAX_PAIRS, "1 to " + MAX_PAIRS + " pairs draw from a link");
        require(
                trafficBitsPerSecond >= 0 && trafficBitsPerSecond <= MAX_BITS_PER_SECOND,
                "traffic is 0 to 10^12 bit/s");
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
