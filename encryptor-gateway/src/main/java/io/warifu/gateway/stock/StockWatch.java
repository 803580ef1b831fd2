package io.warifu.gateway.stock;

import io.warifu.kernel.id.SiteId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the stock of each peer now and then, and at once when somebody needs a fresh count. A
 * key manager that does not answer leaves no old count behind, nor does a late answer replace that
 * of a look which began after it.
 */
public final class StockWatch {

    /** Between two looks at the same peer. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Map<SiteId, Pair> pairs = new LinkedHashMap<>();
    private final StockSource source;
    private final LongSupplier nanoTime;
    private final Listener listener;

    /** Hears of every look. */
    public interface Listener {
        void looked(
                SiteId peer, long nowNanos, Optional<StockSample> stock, OptionalDouble incoming);
    }

    public StockWatch(
            List<SiteId> peers, StockSource source, LongSupplier nanoTime, Listener listener) {
        peers.forEach(peer -> pairs.put(peer, new Pair()));
        this.source = source;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    private static final class Pair {
        private final KeyRateMeter meter = new KeyRateMeter();
        private @Nullable StockSample last;
        private long begunLooks;
        private long latestTaken;
    }

    /** One look at every peer, one after the other. */
    public void lookAtAll() {
        pairs.keySet().forEach(this::look);
    }

    /** Asks the key manager now. */
    public Optional<StockSample> look(SiteId peer) {
        Pair pair = pair(peer);
        long look;
        synchronized (pair) {
            look = ++pair.begunLooks;
        }
        Optional<StockSample> answer = source.stock(peer);
        synchronized (pair) {
            if (look > pair.latestTaken) {
                pair.latestTaken = look;
                long now = nanoTime.getAsLong();
                pair.last = answer.orElse(null);
                answer.ifPresent(sample -> pair.meter.look(now, sample));
                listener.looked(peer, now, answer, pair.meter.incomingKeysPerSecond());
            }
        }
        return answer;
    }

    /** This gateway drew keys for this peer. */
    public void drew(SiteId peer, int keys) {
        Pair pair = pair(peer);
        synchronized (pair) {
            pair.meter.drew(keys);
        }
    }

    public StockView view(SiteId peer) {
        Pair pair = pair(peer);
        synchronized (pair) {
            return new StockView(
                    Optional.ofNullable(pair.last),
                    pair.meter.incomingKeysPerSecond(),
                    pair.meter.drawnKeysPerSecond());
        }
    }

    private Pair pair(SiteId peer) {
        Pair pair = pairs.get(peer);
        if (pair == null) {
            throw new IllegalArgumentException("no peer " + peer);
        }
        return pair;
    }
}
