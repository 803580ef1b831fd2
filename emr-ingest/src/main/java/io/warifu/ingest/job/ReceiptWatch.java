package io.warifu.ingest.job;

import io.warifu.ingest.send.Couriers;
import io.warifu.ingest.send.Outbox;
import io.warifu.kernel.id.SiteId;
import io.warifu.sharing.Threshold;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Waits until a storage is as safe as it can become now. Whatever it decides, the couriers go on.
 */
public final class ReceiptWatch {

    /** Patience and a stop are looked at this often when nothing happens. */
    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);

    private final Outbox outbox;
    private final Couriers couriers;
    private final Threshold threshold;
    private final InstantSource clock;
    private final Duration patience;

    /**
     * Makes a watch.
     *
     * @param patience without any receipt, after which too few share servers are called too few
     */
    public ReceiptWatch(
            Outbox outbox,
            Couriers couriers,
            Threshold threshold,
            InstantSource clock,
            Duration patience) {
        this.outbox = outbox;
        this.couriers = couriers;
        this.threshold = threshold;
        this.clock = clock;
        this.patience = patience;
    }

    /** What a run ends with. */
    enum Verdict {
        /** Everything can be restored; perhaps not all servers have their share yet. */
        RESTORABLE,
        /** Some object has fewer receipts than are needed to restore it. */
        BELOW_THRESHOLD
    }

    Verdict await(IngestRun run) throws InterruptedException {
        int spare = threshold.n() - threshold.k();
        Instant lastProgress = clock.instant();
        long lastDepth = -1;
        // A server that failed before this run may be back: only a failure of now counts.
        Map<SiteId, Long> failedBefore = couriers.failedTries();
        while (true) {
            run.checkRunning();
            long seen = couriers.newsCount();
            Outbox.Open open = outbox.openOf(run.root());
            boolean restorable = open.missing() <= spare;
            if (open.missing() == 0
                    || (restorable && couriers.allFailedSince(failedBefore, open.sites()))) {
                return Verdict.RESTORABLE;
            }
            long depth = outbox.depth();
            if (depth != lastDepth) {
                lastDepth = depth;
                lastProgress = clock.instant();
            } else if (clock.instant().isAfter(lastProgress.plus(patience))) {
                return restorable ? Verdict.RESTORABLE : Verdict.BELOW_THRESHOLD;
            }
            couriers.awaitNews(seen, LONGEST_LOOK);
        }
    }
}
