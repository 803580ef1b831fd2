package io.warifu.crossref.collect;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.kernel.wire.share.ShareListing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads what each share server keeps of an owner, each from its own place, all at the same time.
 *
 * <p>Limit: a listing is a hint. A server may leave objects out or name some that do not exist;
 * only restoring an object tells.
 */
public final class ShareLister {

    private static final int PAGE_ITEMS = 500;
    private static final int MAX_PAGES_AT_ONCE = 1_000;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private final ShareServers servers;

    /**
     * What one server listed.
     *
     * @param next where to go on reading at this server
     */
    public record Listed(SiteId site, List<String> objectIds, long next) {

        public Listed {
            objectIds = List.copyOf(objectIds);
        }
    }

    /** What came of asking one server; empty if it did not answer. */
    private record Heard(Optional<Listed> news) {}

    public ShareLister(ShareServers servers) {
        this.servers = servers;
    }

    /**
     * News since {@code cursors}; a server that does not answer is missing from the result.
     *
     * @param withSuspects also asks servers that failed lately; they are asked anyway when the
     *     others are fewer than the threshold
     */
    public List<Listed> list(
            SiteId owner, Map<SiteId, Long> cursors, Set<SiteId> sites, boolean withSuspects)
            throws InterruptedException {
        List<ShareServers.Line> all = servers.lines(sites);
        List<ShareServers.Line> healthy =
                all.stream().filter(line -> !line.health().suspect()).toList();
        boolean everyone = withSuspects || healthy.size() < servers.threshold();
        List<ShareServers.Line> asked = everyone ? all : healthy;
        BlockingQueue<Heard> arrivals = new ArrayBlockingQueue<>(asked.size() + 1);
        for (ShareServers.Line line : asked) {
            long after = cursors.getOrDefault(line.server().site(), 0L);
            Thread _ = Thread.startVirtualThread(() -> readOne(line, owner, after, arrivals));
        }
        return gather(asked.size(), arrivals, everyone);
    }

    /** Waits for all; for the slowest only a little longer once enough have answered. */
    private List<Listed> gather(int asked, BlockingQueue<Heard> arrivals, boolean everyone)
            throws InterruptedException {
        List<Listed> listed = new ArrayList<>();
        for (int heard = 0; heard < asked; heard++) {
            boolean enough = !everyone && listed.size() >= servers.threshold();
            Duration wait = enough ? GRACE : MAX_WAIT;
            @Nullable Heard arrival = arrivals.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            if (arrival == null) {
                return listed;
            }
            arrival.news().ifPresent(listed::add);
        }
        return listed;
    }

    private void readOne(
            ShareServers.Line line, SiteId owner, long after, BlockingQueue<Heard> arrivals) {
        try {
            arrivals.add(new Heard(readPages(line, owner, after)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Listed> readPages(ShareServers.Line line, SiteId owner, long after)
            throws InterruptedException {
        List<String> objectIds = new ArrayList<>();
        long cursor = after;
        for (int page = 0; page < MAX_PAGES_AT_ONCE; page++) {
            Optional<ShareListing> answer =
                    servers.list(line, owner, ObjectKind.CATALOGUE, cursor, PAGE_ITEMS);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            ShareListing listing = answer.get();
            listing.items().forEach(item -> objectIds.add(item.objectId()));
            // The server may cap the page below our limit, so only an empty page is the last one;
            // a counter that does not rise would make this loop endless.
            if (listing.items().isEmpty() || listing.next() <= cursor) {
                break;
            }
            cursor = listing.next();
        }
        return Optional.of(new Listed(line.server().site(), objectIds, cursor));
    }
}
