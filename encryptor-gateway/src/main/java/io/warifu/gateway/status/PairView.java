package io.warifu.gateway.status;

import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.gateway.pair.PairSnapshot;
import io.warifu.gateway.pair.PairState;
import io.warifu.gateway.pair.Policy;
import io.warifu.gateway.stock.StockSample;
import io.warifu.gateway.stock.StockView;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A site pair as an operator sees it.
 *
 * @param reason why it is not GREEN
 * @param secondsToHardLimit until nothing more may be sent, unless a new epoch is confirmed
 * @param epochsInHand confirmed and waiting
 * @param keysBurnt fetched and never used, since the ledger began
 * @param keysStored at the key manager; null if it did not answer
 * @param incomingKeysPerSecond measured lower bound; null before there was room to measure
 * @param minutesLeft until the stock is used up at the present rate without new keys; null if none
 *     is used
 * @param otpBudgetKeys that fields may draw now
 */
record PairView(
        String peer,
        PairState state,
        @Nullable String reason,
        Policy policy,
        @Nullable UUID session,
        boolean connected,
        boolean leading,
        @Nullable EpochView inUse,
        List<EpochView> inHand,
        List<EpochView> fading,
        @Nullable Double secondsToHardLimit,
        int epochsInHand,
        long epochsConfirmed,
        long keysBurnt,
        @Nullable Integer keysStored,
        @Nullable Integer keysStoredMost,
        @Nullable Double incomingKeysPerSecond,
        double drawnKeysPerSecond,
        @Nullable Double minutesLeft,
        int otpBudgetKeys) {

    private static final double MILLIS_PER_SECOND = 1_000;

    /** One epoch by its names. */
    record EpochView(
            long epoch,
            @Nullable UUID keyId,
            KeyMode mode,
            double ageSeconds,
            double secondsLeft,
            EpochTotals totals) {

        static EpochView of(PairSnapshot.EpochView epoch) {
            return new EpochView(
                    Integer.toUnsignedLong(epoch.epoch()),
                    epoch.keyId().orElse(null),
                    epoch.mode(),
                    epoch.age().toMillis() / MILLIS_PER_SECOND,
                    epoch.left().toMillis() / MILLIS_PER_SECOND,
                    epoch.totals());
        }
    }

    static PairView of(PairSnapshot pair, StockView stock, long keysBurnt, int otpBudgetKeys) {
        @Nullable EpochView inUse = pair.inUse().map(EpochView::of).orElse(null);
        return new PairView(
                pair.peer().value(),
                pair.state(),
                pair.reason().orElse(null),
                pair.policy(),
                pair.session().orElse(null),
                pair.connected(),
                pair.leading(),
                inUse,
                pair.inHand().stream().map(EpochView::of).toList(),
                pair.fading().stream().map(EpochView::of).toList(),
                inUse == null ? null : inUse.secondsLeft(),
                pair.inHand().size(),
                pair.epochsConfirmed(),
                keysBurnt,
                stock.sample().map(StockSample::storedKeys).orElse(null),
                stock.sample().map(StockSample::maxKeys).orElse(null),
                boxed(stock.incomingKeysPerSecond()),
                stock.drawnKeysPerSecond(),
                boxed(stock.minutesLeft()),
                otpBudgetKeys);
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
