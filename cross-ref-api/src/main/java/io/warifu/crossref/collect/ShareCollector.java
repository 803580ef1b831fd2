package io.warifu.crossref.collect;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks share servers for their shares of one object, all at the same time, each on a virtual
 * thread.
 *
 * <p>A {@link Patience#QUICK} collection ends with one share more than the threshold, so that one
 * lying server is outvoted at once; with exactly the threshold when the rest does not follow within
 * the grace, or is suspect. Suspects are asked only when the others cannot reach the threshold.
 * Exchanges that nobody waits for any more run to their end within their time limits: to cut one
 * off would cost its connection, and with that a fresh key in the gateway. Limit: the answers are
 * unverified.
 */
public final class ShareCollector {

    private final ShareServers servers;

    public ShareCollector(ShareServers servers) {
        this.servers = servers;
    }

    /**
     * Answers of the servers at {@code sites}; fewer than the threshold if no more are to be had.
     */
    public Collected collect(ObjectId object, Set<SiteId> sites, Patience patience)
            throws InterruptedException {
        List<ShareServers.Line> healthy = new ArrayList<>();
        List<ShareServers.Line> suspects = new ArrayList<>();
        for (ShareServers.Line line : servers.lines(sites)) {
            (line.health().suspect() ? suspects : healthy).add(line);
        }
        Round round = new Round(object, healthy.size() + suspects.size());
        round.ask(healthy, false);
        return switch (patience) {
            case QUICK -> quick(round, suspects);
            case THOROUGH -> {
                round.ask(suspects, false);
                yield thorough(round);
            }
        };
    }

    private Collected quick(Round round, List<ShareServers.Line> suspects)
            throws InterruptedException {
        int enough = servers.threshold();
        boolean hurried = false;
        while (true) {
            if (!hurried && round.delivered + round.open.size() < enough) {
                round.ask(suspects, true);
                hurried = true;
            }
            if (round.delivered > enough || round.open.isEmpty()) {
                return round.collected();
            }
            boolean satisfied = round.delivered == enough;
            if (satisfied && hurried) {
                return round.collected();
            }
            Duration wait = satisfied ? servers.limits().grace() : servers.limits().transfer();
            if (!round.awaitOne(wait)) {
                round.open.forEach(line -> line.health().outrun());
                return round.collected();
            }
        }
    }

    private Collected thorough(Round round) throws InterruptedException {
        boolean more = true;
        while (more && !round.open.isEmpty()) {
            more = round.awaitOne(servers.limits().transfer());
        }
        return round.collected();
    }

    /** One collection under way; used by the collecting thread only, but for the queue. */
    private final class Round {

        private record Arrival(ShareServers.Line line, ShareAnswer answer) {}

        private final ObjectId object;
        private final BlockingQueue<Arrival> arrivals;
        private final Set<ShareServers.Line> open = new LinkedHashSet<>();
        private final List<ShareAnswer> answers = new ArrayList<>();
        private int delivered;

        Round(ObjectId object, int servers) {
            this.object = object;
            this.arrivals = new ArrayBlockingQueue<>(Math.max(1, servers));
        }

        void ask(List<ShareServers.Line> lines, boolean hurried) {
            for (ShareServers.Line line : lines) {
                open.add(line);
                Thread _ = Thread.startVirtualThread(() -> askOne(line, hurried));
            }
        }

        private void askOne(ShareServers.Line line, boolean hurried) {
            try {
                arrivals.add(new Arrival(line, servers.fetch(line, object, hurried)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        boolean awaitOne(Duration wait) throws InterruptedException {
            @Nullable Arrival arrival = arrivals.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            if (arrival == null) {
                return false;
            }
            open.remove(arrival.line());
            answers.add(arrival.answer());
            if (arrival.answer() instanceof ShareAnswer.Delivered) {
                delivered++;
            }
            return true;
        }

        Collected collected() {
            return new Collected(object, answers);
        }
    }
}
