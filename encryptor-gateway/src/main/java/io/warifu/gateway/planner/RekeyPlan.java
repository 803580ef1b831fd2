package io.warifu.gateway.planner;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a link can pay.
 *
 * @param recommended soft time limit; empty if the link cannot even keep the hard limit
 * @param minimumBitsPerSecond below which the tunnel stands still now and then
 * @param byteLimitMatters whether the traffic changes keys sooner than the recommended time does
 * @param reserveFilledAfter time in which the link delivers the reserve of one pair, with nothing
 *     else drawn
 */
public record RekeyPlan(
        LinkUse use,
        Optional<Duration> recommended,
        double minimumBitsPerSecond,
        boolean byteLimitMatters,
        List<Option> options,
        Duration reserveFilledAfter,
        Otp otp) {

    public RekeyPlan {
        options = List.copyOf(options);
    }

    /**
     * One setting of the soft time limit.
     *
     * @param keyEvery time between two keys of a pair, when the byte limit is counted too
     * @param bitsPerSecond of key, all pairs together
     * @param shareOfLink 1 is all of it
     * @param payable whether it leaves what fields may draw
     */
    public record Option(
            Duration softTime,
            Duration keyEvery,
            double bitsPerSecond,
            double shareOfLink,
            boolean payable) {}

    /**
     * What fields may draw, all pairs together.
     *
     * @param smallFieldsPerSecond of 64 bytes each
     */
    public record Otp(double bytesPerSecond, double smallFieldsPerSecond) {}
}
