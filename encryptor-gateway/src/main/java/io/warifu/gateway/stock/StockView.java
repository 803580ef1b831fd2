package io.warifu.gateway.stock;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The keys for one peer.
 *
 * @param sample empty if the key manager did not answer the last look
 * @param incomingKeysPerSecond see {@link KeyRateMeter}
 * @param drawnKeysPerSecond by this gateway at present
 */
public record StockView(
        Optional<StockSample> sample,
        OptionalDouble incomingKeysPerSecond,
        double drawnKeysPerSecond) {

    private static final double SECONDS_PER_MINUTE = 60;

    public static final StockView UNKNOWN =
            new StockView(Optional.empty(), OptionalDouble.empty(), 0);

    /** Until the stock is used up at the present rate without new keys; empty if none is used. */
    public OptionalDouble minutesLeft() {
        if (sample.isEmpty() || drawnKeysPerSecond <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                sample.get().storedKeys() / drawnKeysPerSecond / SECONDS_PER_MINUTE);
    }
}
