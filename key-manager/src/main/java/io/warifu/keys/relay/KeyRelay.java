package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.bounded.Gatherer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * The source of end keys: makes fresh ones and brings them to the sites of their slaves.
 *
 * <p>Guarantee: {@link Sent.Issued} is returned only after every destination has committed the keys
 * and this site has committed that it issued them. Orders that wait while batches are under way are
 * carried together. Limit: one path where there is no second one, or the direct link; then every
 * node on it could read the keys.
 */
public final class KeyRelay implements AutoCloseable {

    /** Combinations of destinations and policy that have orders at once; more are carried alone. */
    static final int MAX_LANES = 1024;

    private final Map<LaneKey, Gatherer<KeyOrder, Sent>> lanes = new ConcurrentHashMap<>();
    private final SiteId own;
    private final BatchRelay batches;
    private final OrderWork work;
    private final PathPlanner planner;
    private final ExecutorService executor;

    KeyRelay(SiteId own, BatchRelay batches, PathPlanner planner, ExecutorService executor) {
        this.own = own;
        this.batches = batches;
        this.work = new OrderWork(batches);
        this.planner = planner;
        this.executor = executor;
    }

    /** What orders must have in common to go together. */
    private record LaneKey(List<SiteId> destinations, RoutePolicy policy, boolean isLong) {}

    /** Makes the keys and delivers them to the slaves' sites; the caller closes them. */
    public Sent send(KeyOrder order) {
        if (order.policy().route() == RoutePolicy.Route.RELAYED
                && order.destinations().contains(own)) {
            return new Sent.PolicyNotMet();
        }
        LaneKey key =
                new LaneKey(
                        order.destinations(),
                        order.policy(),
                        order.sizeBits() > BatchRelay.MAX_XOR_BITS);
        if (lanes.size() >= MAX_LANES && !lanes.containsKey(key)) {
            return batches.carry(List.of(order)).getFirst();
        }
        return lanes.computeIfAbsent(key, _ -> new Gatherer<>(work, executor)).ask(order);
    }

    /**
     * Key under which this site can send towards {@code destination}, as far as it is known here:
     * the stock of the first hop of the path that has least.
     */
    public long availableBits(SiteId destination) {
        return planner.availableBits(destination);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
