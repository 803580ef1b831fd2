package io.warifu.gateway.otp;

import io.warifu.gateway.stock.StockSample;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many keys fields may draw for one peer, so that the epochs of the tunnel never want for any.
 *
 * <p>Guarantee: no grant leaves less than {@link #RESERVE_KEYS} of the stock last seen, and none
 * exceeds a bucket that holds {@link #SHARE} of what the stock can hold above the reserve and is
 * refilled at {@link #SHARE} of the measured rate. A full stock hides the rate and loses what the
 * links could make; seeing one fills the bucket. Without a look at the stock nothing is granted.
 * Limit: the stock is what the key manager says, and other consumers draw from it too.
 */
final class OtpBudget {

    /** One hour of epochs at one a minute. */
    static final int RESERVE_KEYS = 60;

    static final double SHARE = 0.25;

    private static final double NANOS_PER_SECOND = 1e9;

    private double level;
    private double capacity;
    private double keysPerSecond;
    private int storedKeys;
    private boolean seen;
    private long atNanos;

    /** Why nothing was granted. */
    enum Denial {
        /** The key manager has not said how many keys there are. */
        STOCK_UNKNOWN,
        /** A grant would touch the reserve. */
        RESERVE,
        /** More than the bucket can ever hold. */
        NEVER,
        /** The bucket holds too little now. */
        SPENT
    }

    /** A look at the stock and the rate measured so far. */
    synchronized void look(long nowNanos, StockSample stock, OptionalDouble measured) {
        refill(nowNanos);
        capacity = SHARE * Math.max(0, stock.maxKeys() - RESERVE_KEYS);
        keysPerSecond = measured.orElse(0);
        storedKeys = stock.storedKeys();
        if (!seen) {
            level = SHARE * Math.max(0, storedKeys - RESERVE_KEYS);
            seen = true;
        }
        level = stock.full() ? capacity : Math.min(capacity, level);
    }

    /** Nothing is known of the stock until the next look. */
    synchronized void lookFailed(long nowNanos) {
        refill(nowNanos);
        storedKeys = 0;
    }

    /** Takes {@code keys} off the budget, or says why not. */
    synchronized Optional<Denial> take(long nowNanos, int keys) {
        refill(nowNanos);
        if (!seen || storedKeys == 0) {
            return Optional.of(Denial.STOCK_UNKNOWN);
        }
        if (keys > capacity) {
            return Optional.of(Denial.NEVER);
        }
        if (storedKeys - keys < RESERVE_KEYS) {
            return Optional.of(Denial.RESERVE);
        }
        if (keys > level) {
            return Optional.of(Denial.SPENT);
        }
        level -= keys;
        storedKeys -= keys;
        return Optional.empty();
    }

    /** Keys that were granted and not drawn. */
    synchronized void giveBack(int keys) {
        level = Math.min(capacity, level + keys);
    }

    synchronized int levelKeys(long nowNanos) {
        refill(nowNanos);
        return (int) level;
    }

    private void refill(long nowNanos) {
        double seconds = Math.max(0, nowNanos - atNanos) / NANOS_PER_SECOND;
        level = Math.min(capacity, level + seconds * SHARE * keysPerSecond);
        atNanos = nowNanos;
    }
}
