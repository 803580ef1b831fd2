package io.warifu.ingest.send;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.kernel.id.SiteId;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;

/** All couriers, one for each share server; they run while the service runs. */
public final class Couriers implements SmartLifecycle {

    private static final int TRIES_OF_A_DEAD_SERVER = 2;

    private static final Duration MAX_STOP = Duration.ofSeconds(5);

    private final HttpClient http;
    private final List<Courier> couriers;
    private final News news = new News();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /**
     * Makes the couriers; they wait for {@link #start}.
     *
     * @param http shared by the clients; closed with the couriers
     * @param pauseCap longest pause between two tries at a failing server
     */
    public Couriers(
            HttpClient http,
            List<ShareStoreClient> clients,
            Outbox outbox,
            InstantSource clock,
            Duration pauseCap,
            MeterRegistry registry) {
        this.http = http;
        SendMeters meters = new SendMeters(registry);
        couriers =
                clients.stream()
                        .map(client -> new Courier(client, outbox, clock, pauseCap, meters, news))
                        .toList();
        Gauge.builder("warifu.ingest.outbox.depth", outbox, Outbox::depth)
                .baseUnit("shares")
                .description("shares without a receipt")
                .register(registry);
        for (Courier courier : couriers) {
            Gauge.builder("warifu.ingest.send.failing", courier, c -> c.failing() ? 1 : 0)
                    .tag("site", courier.site().value())
                    .description("1 while the share server does not take shares")
                    .register(registry);
        }
    }

    /** There is something new to send. */
    public void call() {
        couriers.forEach(Courier::call);
    }

    /** Counts what has happened to the outbox; see {@link #awaitNews}. */
    public long newsCount() {
        return news.count();
    }

    /** Returns when more has happened than {@code seen}, or after {@code limit}. */
    public void awaitNews(long seen, Duration limit) throws InterruptedException {
        news.awaitAfter(seen, limit);
    }

    /** How often each server has failed so far; for {@link #allFailedSince}. */
    public Map<SiteId, Long> failedTries() {
        return couriers.stream().collect(Collectors.toMap(Courier::site, Courier::failedTries));
    }

    /**
     * Whether every one of {@code sites} has failed again since {@code before}, and not recovered:
     * {@value #TRIES_OF_A_DEAD_SERVER} times, as one try also fails by a connection that was lost.
     */
    public boolean allFailedSince(Map<SiteId, Long> before, Collection<SiteId> sites) {
        Map<SiteId, Long> now = failedTries();
        return failing().containsAll(sites)
                && sites.stream()
                        .allMatch(s ->
                                now.getOrDefault(s, 0L)
                                        >= before.getOrDefault(s, 0L) + TRIES_OF_A_DEAD_SERVER);
    }

    public Set<SiteId> failing() {
        return couriers.stream()
                .filter(Courier::failing)
                .map(Courier::site)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized void start() {
        running = true;
        for (Courier courier : couriers) {
            threads.add(Thread.ofVirtual().name("courier-" + courier.site()).start(courier::run));
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        couriers.forEach(Courier::stop);
        // Whatever is on the wire is cut; it has no receipt and will be sent again.
        http.shutdownNow();
        try {
            for (Thread thread : threads) {
                if (!thread.join(MAX_STOP)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server starts, after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
