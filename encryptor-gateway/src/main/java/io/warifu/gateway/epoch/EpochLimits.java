package io.warifu.gateway.epoch;

import io.warifu.gateway.cipher.CarrierLimits;
import java.time.Duration;

/**
 * When an epoch is to be followed by the next, and when sending under it stops.
 *
 * @param softTime age at which the next epoch is wanted
 * @param softBytes traffic of the pair, both directions, at which the next epoch is wanted
 * @param softRecords of one direction of one carrier, at which the next epoch is wanted
 * @param minAge of an epoch before the next may follow, unless it can be used no more
 * @param hardTime age at which nothing more is sent
 * @param hard bytes and records of one direction of one carrier at which it sends no more
 */
public record EpochLimits(
        Duration softTime,
        long softBytes,
        long softRecords,
        Duration minAge,
        Duration hardTime,
        CarrierLimits hard) {

    /** No configuration goes beyond it. */
    public static final Duration MAX_HARD_TIME = Duration.ofMinutes(3);

    public static final Duration MAX_SOFT_TIME = Duration.ofMinutes(2);

    public static final EpochLimits DEFAULT =
            new EpochLimits(
                    Duration.ofSeconds(60),
                    1L << 30,
                    1L << 20,
                    Duration.ofSeconds(5),
                    MAX_HARD_TIME,
                    CarrierLimits.HARD);

    public EpochLimits {
        require(
                hardTime.isPositive() && hardTime.compareTo(MAX_HARD_TIME) <= 0,
                "nothing is sent under an epoch older than " + MAX_HARD_TIME.toSeconds() + " s");
        require(
                softTime.isPositive()
                        && softTime.compareTo(MAX_SOFT_TIME) <= 0
                        && softTime.compareTo(hardTime) < 0,
                "the soft time is shorter than the hard one, and at most "
                        + MAX_SOFT_TIME.toSeconds()
                        + " s");
        require(
                softBytes >= 1 && softBytes <= hard.maxBytes(),
                "the soft bytes are 1 to the hard ones");
        require(
                softRecords >= 1 && softRecords <= hard.maxRecords(),
                "the soft records are 1 to the hard ones");
        require(
                !minAge.isNegative() && minAge.compareTo(softTime) <= 0,
                "the least age of an epoch is at most its soft time");
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
