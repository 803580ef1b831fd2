package io.warifu.gateway.planner;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells which re-key setting a QKD link can pay.
 *
 * <p>A pair takes one key of 256 bits at the soft time limit or at the soft byte limit, whichever
 * comes first, and never more than one in {@link #MIN_EPOCH_AGE}. Fields may draw {@link
 * #OTP_SHARE} of a link, so epochs can pay from the rest. The shortest time that a link pays is not
 * the best one: more than a key a minute brings no security that one could name, so 60 s are
 * recommended where they are payable, the next longer time where not, and never the hard limit.
 */
public final class RekeyPlanner {

    static final int KEY_BITS = 256;
    static final double OTP_SHARE = 0.25;
    static final int RESERVE_KEYS = 60;
    static final long SOFT_BYTES = 1L << 30;
    static final Duration MIN_EPOCH_AGE = Duration.ofSeconds(5);
    static final Duration USUAL = Duration.ofMinutes(1);
    static final Duration HARD = Duration.ofMinutes(3);

    /** From the shortest that makes sense to the longest that leaves time before the hard limit. */
    static final List<Duration> SOFT_TIMES =
            Stream.of(5, 10, 20, 30, 60, 90, 120).map(Duration::ofSeconds).toList();

    private static final int SMALL_FIELD_KEYS = 3;
    private static final double BITS_PER_BYTE = 8;
    private static final double NANOS_PER_SECOND = 1e9;

    private RekeyPlanner() {}

    public static RekeyPlan plan(LinkUse use) {
        List<RekeyPlan.Option> options =
                SOFT_TIMES.stream().map(softTime -> option(use, softTime)).toList();
        Optional<RekeyPlan.Option> recommended =
                options.stream()
                        .filter(RekeyPlan.Option::payable)
                        .filter(option -> option.softTime().compareTo(USUAL) >= 0)
                        .findFirst();
        return new RekeyPlan(
                use,
                recommended.map(RekeyPlan.Option::softTime),
                KEY_BITS * use.pairs() / seconds(HARD),
                recommended
                        .map(option -> option.keyEvery().compareTo(option.softTime()) < 0)
                        .orElse(false),
                options,
                ofSeconds(RESERVE_KEYS * KEY_BITS / use.linkBitsPerSecond()),
                otp(use));
    }

    private static RekeyPlan.Option option(LinkUse use, Duration softTime) {
        double every = secondsBetweenKeys(use, softTime);
        double bitsPerSecond = use.pairs() * KEY_BITS / every;
        double share = bitsPerSecond / use.linkBitsPerSecond();
        return new RekeyPlan.Option(
                softTime, ofSeconds(every), bitsPerSecond, share, share <= 1 - OTP_SHARE);
    }

    private static double secondsBetweenKeys(LinkUse use, Duration softTime) {
        double byBytes =
                use.trafficBitsPerSecond() == 0
                        ? Double.POSITIVE_INFINITY
                        : SOFT_BYTES * BITS_PER_BYTE / use.trafficBitsPerSecond();
        return Math.max(seconds(MIN_EPOCH_AGE), Math.min(seconds(softTime), byBytes));
    }

    private static RekeyPlan.Otp otp(LinkUse use) {
        double bitsPerSecond = OTP_SHARE * use.linkBitsPerSecond();
        return new RekeyPlan.Otp(
                bitsPerSecond / BITS_PER_BYTE, bitsPerSecond / (SMALL_FIELD_KEYS * KEY_BITS));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    private static Duration ofSeconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
