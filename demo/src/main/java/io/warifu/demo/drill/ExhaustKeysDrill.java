package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One pair of consumers takes every key there is between two sites: it must be told soon that there
 * are none left and when to come again, the pair with a reserved share must still be served, and
 * the stock must recover by itself.
 */
public final class ExhaustKeysDrill implements Drill {

    private static final int GREEDY_CLIENTS = 4;
    private static final double REFUSAL_LIMIT_SECONDS = 1.0;
    private static final Duration EXHAUSTION_LIMIT = Duration.ofMinutes(3);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);

    /** The reserved pair asks so often while the greedy one goes on. */
    private static final int RESERVED_REQUESTS = 10;

    /** So many refusals in a row at one key at a time: there is nothing left for this pair. */
    private static final int REFUSALS = 5;

    private final Site from;
    private final Site to;

    ExhaustKeysDrill(Site from, Site to) {
        this.from = from;
        this.to = to;
    }

    static ExhaustKeysDrill betweenHospitals() {
        return new ExhaustKeysDrill(NetworkPlan.TOKYO, NetworkPlan.KOCHI);
    }

    @Override
    public String name() {
        return "exhaust-keys";
    }

    @Override
    public String purpose() {
        return "one consumer takes all keys: it is told at once, a reserved pair is served, the stock recovers";
    }

    @Override
    public Verdict run(Network network, Terminal terminal) throws IOException {
        SaePair greedy = SaePair.ofDrill(network, from, to);
        SaePair reserved = SaePair.ofGateways(network, from, to);
        Map<String, Object> figures = new LinkedHashMap<>();
        terminal.line("  " + greedy + " takes keys until there are none, and goes on asking");
        boolean told;
        int served = 0;
        try (Greed greed = new Greed(greedy, GREEDY_CLIENTS)) {
            boolean exhausted =
                    Waiting.until(EXHAUSTION_LIMIT, () -> greed.refusalsOfOneKey() >= REFUSALS);
            double slowest = 0;
            for (int i = 0; i < RESERVED_REQUESTS; i++) {
                long started = System.nanoTime();
                served += reserved.shares(1) ? 1 : 0;
                slowest = Math.max(slowest, TappedLink.seconds(started));
            }
            figures.put("reservedPairServed", served + " of " + RESERVED_REQUESTS);
            figures.put("reservedPairSlowestSeconds", slowest);
            told = greed.describe(figures) <= REFUSAL_LIMIT_SECONDS && exhausted;
        }
        long ended = System.nanoTime();
        boolean recovered = Waiting.until(RECOVERY_LIMIT, () -> greedy.shares(Greed.KEYS_AT_ONCE));
        figures.put("recoveredAfterSeconds", recovered ? TappedLink.seconds(ended) : -1.0);
        boolean held = told && served == RESERVED_REQUESTS && recovered;
        return new Verdict(held, summary(told, served == RESERVED_REQUESTS, recovered), figures);
    }

    private static String summary(boolean told, boolean served, boolean recovered) {
        if (!told) {
            return "the greedy pair was not refused as it should have been";
        }
        if (!served) {
            return "the pair with the reserved share was not always served";
        }
        return recovered
                ? "the greedy pair was refused at once, the reserved one served, and keys came back"
                : "the stock did not recover";
    }
}
