package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlMessage.Hello;
import io.warifu.gateway.epoch.EpochLimits;
import java.time.Duration;

/**
 * How the epochs of a pair are made and used.
 *
 * @param spareEpochs confirmed epochs to have in hand
 * @param notAfter how long one may wait in hand
 */
public record PairSettings(Policy policy, EpochLimits limits, int spareEpochs, Duration notAfter) {

    public static final Duration MAX_NOT_AFTER = Duration.ofHours(1);

    public static final PairSettings DEFAULT =
            new PairSettings(Policy.QKD_AND_PQC, EpochLimits.DEFAULT, 1, Duration.ofMinutes(10));

    public PairSettings {
        if (spareEpochs < 1 || spareEpochs > Hello.MAX_IN_HAND / 2) {
            throw new IllegalArgumentException(
                    "1 to " + Hello.MAX_IN_HAND / 2 + " epochs are kept in hand");
        }
        if (!notAfter.isPositive() || notAfter.compareTo(MAX_NOT_AFTER) > 0) {
            throw new IllegalArgumentException(
                    "an epoch waits in hand for at most " + MAX_NOT_AFTER.toMinutes() + " min");
        }
    }
}
