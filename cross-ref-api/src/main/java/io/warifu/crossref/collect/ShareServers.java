package io.warifu.crossref.collect;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.kernel.wire.share.ShareListing;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configured share servers, each with its client and its health. Every call to a server goes
 * through here, so that its outcome is remembered.
 */
public final class ShareServers {

    private final List<Line> lines;
    private final int threshold;
    private final TimeLimits limits;

    /** One server, how it is spoken to, and how it did last. */
    record Line(ShareServer server, ShareStoreClient client, ServerHealth health) {}

    public ShareServers(
            List<ShareServer> servers,
            int threshold,
            TimeLimits limits,
            HttpClient http,
            JsonMapper json,
            InstantSource clock) {
        long sites = servers.stream().map(ShareServer::site).distinct().count();
        long indexes = servers.stream().map(ShareServer::index).distinct().count();
        if (threshold < 2 || servers.size() < threshold) {
            throw new IllegalArgumentException("the threshold is 2 to the number of share servers");
        }
        if (sites != servers.size() || indexes != servers.size()) {
            throw new IllegalArgumentException("each share server has its own site and index");
        }
        this.lines =
                servers.stream()
                        .map(server ->
                                new Line(
                                        server,
                                        new ShareStoreClient(server, http, json),
                                        new ServerHealth(server, clock)))
                        .toList();
        this.threshold = threshold;
        this.limits = limits;
    }

    public int threshold() {
        return threshold;
    }

    public Set<SiteId> sites() {
        Set<SiteId> sites = new TreeSet<>();
        lines.forEach(line -> sites.add(line.server().site()));
        return sites;
    }

    public List<ServerState> states() {
        return lines.stream().map(line -> line.health().state()).toList();
    }

    public List<ServerState> states(Set<SiteId> sites) {
        return states().stream().filter(state -> sites.contains(state.site())).toList();
    }

    /** Asks every suspect whether it answers again; returns when each has said so or failed. */
    public void checkSuspects(SiteId owner) throws InterruptedException {
        List<Line> suspects = lines.stream().filter(line -> line.health().suspect()).toList();
        CountDownLatch open = new CountDownLatch(suspects.size());
        for (Line line : suspects) {
            Thread.startVirtualThread(() -> {
                try {
                    Optional<ShareListing> _ =
                            list(line, owner, ObjectKind.CATALOGUE, Long.MAX_VALUE, 1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    open.countDown();
                }
            });
        }
        open.await();
    }

    TimeLimits limits() {
        return limits;
    }

    List<Line> lines(Set<SiteId> sites) {
        return lines.stream().filter(line -> sites.contains(line.server().site())).toList();
    }

    ShareAnswer fetch(Line line, ObjectId object, boolean hurried) throws InterruptedException {
        long start = System.nanoTime();
        try {
            Duration answer = hurried ? limits.suspect() : limits.answer();
            Optional<byte[]> share = line.client().fetch(object, answer, limits.transfer());
            line.health().answered(Duration.ofNanos(System.nanoTime() - start));
            return share.<ShareAnswer>map(bytes -> new ShareAnswer.Delivered(line.server(), bytes))
                    .orElseGet(() -> new ShareAnswer.Absent(line.server()));
        } catch (IOException e) {
            line.health().failed(e);
            return new ShareAnswer.Failed(line.server(), line.health().state().reason());
        }
    }

    Optional<ShareListing> list(Line line, SiteId owner, ObjectKind kind, long after, int limit)
            throws InterruptedException {
        long start = System.nanoTime();
        try {
            Duration answer = line.health().suspect() ? limits.suspect() : limits.answer();
            ShareListing listing = line.client().list(owner, kind, after, limit, answer);
            line.health().answered(Duration.ofNanos(System.nanoTime() - start));
            return Optional.of(listing);
        } catch (IOException e) {
            line.health().failed(e);
            return Optional.empty();
        }
    }
}
