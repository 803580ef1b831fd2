package io.warifu.keys.fairness;

import io.warifu.keys.enrolment.SaeId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the key manager's fairness, under {@code warifu.key-manager.fairness}.
 *
 * @param reservations shares of the stock that other pairs leave alone
 * @param pairBitsPerSecond what a pair may draw in the long run
 * @param pairBurstBits what a pair may draw at once
 */
public record FairnessProperties(
        @DefaultValue List<Reserved> reservations,
        @DefaultValue("1000000000") long pairBitsPerSecond,
        @DefaultValue("1000000000") long pairBurstBits) {

    private static final long MAX_BITS = 1L << 40;

    public FairnessProperties {
        reservations = List.copyOf(reservations);
        requireBits(pairBitsPerSecond, "pair-bits-per-second");
        requireBits(pairBurstBits, "pair-burst-bits");
        Set<SaePair> seen = new HashSet<>();
        for (Reserved reserved : reservations) {
            if (!seen.add(reserved.pair())) {
                throw new IllegalArgumentException(
                        "warifu.key-manager.fairness: two reservations for " + reserved.pair());
            }
        }
    }

    /**
     * One reserved share.
     *
     * @param bits kept for the pair while it does not use them
     * @param bitsPerSecond how fast a used share is reserved anew
     */
    public record Reserved(String master, String slave, long bits, long bitsPerSecond) {

        public Reserved {
            requireBits(bits, "reservations: bits");
            requireBits(bitsPerSecond, "reservations: bits-per-second");
        }

        SaePair pair() {
            return new SaePair(new SaeId(master), new SaeId(slave));
        }
    }

    private static void requireBits(long bits, String name) {
        if (bits < 1 || bits > MAX_BITS) {
            throw new IllegalArgumentException(
                    "warifu.key-manager.fairness: " + name + " lies between 1 and 2^40");
        }
    }
}
