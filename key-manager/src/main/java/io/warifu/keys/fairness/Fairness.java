package io.warifu.keys.fairness;

import io.warifu.keys.bounded.RecentlyUsed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides which pair of SAEs may draw on the stock.
 *
 * <p>Guarantee: what is reserved for a pair and not used by it stays in the stock when other pairs
 * ask, also when many ask at once; no pair draws faster than its rate. Limit: the accounts live in
 * this process. Several instances on one database each grant the rate, and requests that cross
 * between instances may eat into a reserve by what is under way at the other.
 */
public final class Fairness {

    /** Pairs with an account; the oldest is forgotten first, which gives it a full bucket again. */
    static final int MAX_PAIRS = 10_000;

    static final int MAX_RETRY_AFTER_SECONDS = 60;

    private final FairnessProperties rules;
    private final LongSupplier nanoTime;
    private final long stockAgeNanos;
    private final Map<SaePair, TokenBucket> reserves = new LinkedHashMap<>();
    private final Map<SaePair, TokenBucket> rates = new RecentlyUsed<>(MAX_PAIRS);
    private final Map<SaePair, Long> underWay = new HashMap<>();
    private final ArrayDeque<Drawn> justDrawn = new ArrayDeque<>();
    private long bitsUnderWay;

    /** Bits that the stock a caller knows may still contain. */
    private record Drawn(long atNanos, long bits) {}

    /**
     * With full accounts.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds
     * @param stockAge how old the stock may be that callers name: what was drawn within that time
     *     is counted off
     */
    public Fairness(FairnessProperties rules, LongSupplier nanoTime, Duration stockAge) {
        this.rules = rules;
        this.nanoTime = nanoTime;
        this.stockAgeNanos = stockAge.toNanos();
        for (FairnessProperties.Reserved reserved : rules.reservations()) {
            reserves.put(
                    reserved.pair(),
                    new TokenBucket(reserved.bits(), reserved.bitsPerSecond(), nanoTime));
        }
    }

    /**
     * Asks for {@code bitsPerPair} for each of the pairs (several when keys go to several slaves).
     *
     * @param overheadBits what the keys' travel may take besides; not counted twice for requests
     *     under way, which may travel together
     * @param stockBits what the links towards the slaves hold now
     */
    public synchronized Admission admit(
            List<SaePair> pairs, long bitsPerPair, long overheadBits, long stockBits) {
        long available = Long.MAX_VALUE;
        double wait = 0;
        for (SaePair pair : pairs) {
            TokenBucket rate = rate(pair);
            available = Math.min(available, rate.levelBits());
            wait = Math.max(wait, rate.secondsUntil(bitsPerPair));
        }
        long free = stockBits - bitsGone() - reservedForOthers(pairs);
        free = Math.max(free, Math.min(stockBits, reservedFor(pairs))) - overheadBits;
        available = Math.max(0, Math.min(available, free));
        if (bitsPerPair > available) {
            int seconds = (int) Math.ceil(Math.min(Math.max(wait, 1), MAX_RETRY_AFTER_SECONDS));
            return new Admission.Refused(available, seconds);
        }
        for (SaePair pair : pairs) {
            rate(pair).drawUpTo(bitsPerPair);
            underWay.merge(pair, bitsPerPair, Long::sum);
        }
        bitsUnderWay += bitsPerPair * pairs.size();
        return new Admission.Admitted(new Drawing(List.copyOf(pairs), bitsPerPair, overheadBits));
    }

    /** What the pair could draw now out of {@code stockBits}. */
    public synchronized long availableBits(SaePair pair, long stockBits) {
        List<SaePair> asking = List.of(pair);
        long free = stockBits - bitsGone() - reservedForOthers(asking);
        free = Math.max(free, Math.min(stockBits, reservedFor(asking)));
        return Math.max(0, Math.min(free, rate(pair).levelBits()));
    }

    /** What is kept for the pair at this moment; 0 without a reservation. */
    public synchronized long reservedBits(SaePair pair) {
        TokenBucket reserve = reserves.get(pair);
        return reserve == null ? 0 : reserve.levelBits();
    }

    /** What is under way or was drawn so lately that the caller's stock may not show it yet. */
    private long bitsGone() {
        long now = nanoTime.getAsLong();
        while (!justDrawn.isEmpty() && now - justDrawn.getFirst().atNanos() >= stockAgeNanos) {
            var _ = justDrawn.removeFirst();
        }
        return bitsUnderWay + justDrawn.stream().mapToLong(Drawn::bits).sum();
    }

    /**
     * What each of the pairs may still draw of its own reserve. Whatever others were granted left
     * that much, so it is not counted off once more because a caller's stock is a little old.
     */
    private long reservedFor(List<SaePair> asking) {
        return asking.stream()
                .mapToLong(pair -> reservedBits(pair) - underWay.getOrDefault(pair, 0L))
                .min()
                .orElse(0);
    }

    private long reservedForOthers(List<SaePair> asking) {
        return reserves.entrySet().stream()
                .filter(entry -> !asking.contains(entry.getKey()))
                .mapToLong(entry ->
                        Math.max(
                                0,
                                entry.getValue().levelBits()
                                        - underWay.getOrDefault(entry.getKey(), 0L)))
                .sum();
    }

    private TokenBucket rate(SaePair pair) {
        return rates.computeIfAbsent(
                pair,
                _ -> new TokenBucket(rules.pairBurstBits(), rules.pairBitsPerSecond(), nanoTime));
    }

    private synchronized void finish(
            List<SaePair> pairs, long bitsPerPair, long overheadBits, boolean drawn) {
        long together = bitsPerPair * pairs.size();
        bitsUnderWay -= together;
        if (drawn) {
            justDrawn.addLast(new Drawn(nanoTime.getAsLong(), together + overheadBits));
        }
        for (SaePair pair : pairs) {
            underWay.computeIfPresent(
                    pair, (_, bits) -> bits <= bitsPerPair ? null : bits - bitsPerPair);
            if (drawn) {
                TokenBucket reserve = reserves.get(pair);
                if (reserve != null) {
                    reserve.drawUpTo(bitsPerPair);
                }
            } else {
                rate(pair).giveBack(bitsPerPair);
            }
        }
    }

    /** Bits that an admitted request holds. */
    private final class Drawing implements Admission.Ticket {

        private final List<SaePair> pairs;
        private final long bitsPerPair;
        private final long overheadBits;
        private boolean drawn;
        private boolean closed;

        Drawing(List<SaePair> pairs, long bitsPerPair, long overheadBits) {
            this.pairs = pairs;
            this.bitsPerPair = bitsPerPair;
            this.overheadBits = overheadBits;
        }

        @Override
        public void drawn() {
            drawn = true;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                finish(pairs, bitsPerPair, overheadBits, drawn);
            }
        }
    }
}
