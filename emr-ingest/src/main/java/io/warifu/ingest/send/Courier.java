package io.warifu.ingest.send;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.share.ShareReceipt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works one share server's part of the outbox off, for ever: a few shares at a time, oldest first;
 * pauses that double up to a cap while the server fails. A share that the server refuses is
 * postponed alone and does not hold up the others.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private static final int PAGE_SHARES = 64;
    private static final int PARALLEL_SHARES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** A wake-up call may be lost with a crash; nothing waits longer than this. */
    private static final Duration POLL = Duration.ofSeconds(2);

    private final ShareStoreClient client;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Duration pauseCap;
    private final SendMeters meters;
    private final News news;
    private final Semaphore calls = new Semaphore(0);
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean failing;
    private final AtomicLong failedTries = new AtomicLong();
    private int failures;

    Courier(
            ShareStoreClient client,
            Outbox outbox,
            InstantSource clock,
            Duration pauseCap,
            SendMeters meters,
            News news) {
        this.client = client;
        this.outbox = outbox;
        this.clock = clock;
        this.pauseCap = pauseCap;
        this.meters = meters;
        this.news = news;
    }

    SiteId site() {
        return client.site();
    }

    /** Whether the last shares that were tried did not arrive. */
    boolean failing() {
        return failing;
    }

    /** How often the server has failed since this process started. */
    long failedTries() {
        return failedTries.get();
    }

    /** There is something new to send; a courier that pauses tries again at once. */
    void call() {
        calls.release();
    }

    void stop() {
        stop.countDown();
        call();
    }

    void run() {
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            while (stop.getCount() > 0) {
                round(senders);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(ExecutorService senders) throws InterruptedException {
        try {
            List<OutboxItem> page = outbox.due(site(), PAGE_SHARES, clock.instant());
            if (page.isEmpty()) {
                awaitCall();
                return;
            }
            if (deliver(page, senders)) {
                failures = 0;
            } else {
                failures++;
                pause();
            }
        } catch (RuntimeException e) {
            if (stop.getCount() > 0) {
                LOG.error("sending shares to {} stumbled; it goes on after a pause", site(), e);
                failures++;
                pause();
            }
        }
    }

    /** Tries each share of {@code page}; false if the server failed. */
    private boolean deliver(List<OutboxItem> page, ExecutorService senders)
            throws InterruptedException {
        boolean arrived = true;
        for (int from = 0; from < page.size(); from += PARALLEL_SHARES) {
            if (stop.getCount() == 0) {
                return true;
            }
            List<OutboxItem> some =
                    page.subList(from, Math.min(from + PARALLEL_SHARES, page.size()));
            List<Future<PutOutcome>> sent = new ArrayList<>();
            for (OutboxItem item : some) {
                sent.add(senders.submit(() -> client.put(item, outbox.share(item))));
            }
            Delivery delivery = collect(some, sent);
            outbox.settle(delivery.receipts);
            meters.receipts(site(), delivery.receipts.size());
            arrived &= delivery.refused == 0;
            news.tell();
            if (!delivery.failure.isEmpty()) {
                LOG.warn("share server {} fails: {}", site(), delivery.failure);
                meters.failure(site());
                failing = true;
                failedTries.incrementAndGet();
                news.tell();
                return false;
            }
        }
        failing = !arrived;
        if (failing) {
            failedTries.incrementAndGet();
        }
        news.tell();
        return true;
    }

    private static final class Delivery {
        private final List<ShareReceipt> receipts = new ArrayList<>();
        private int refused;
        private String failure = "";
    }

    private Delivery collect(List<OutboxItem> items, List<Future<PutOutcome>> sent)
            throws InterruptedException {
        Delivery delivery = new Delivery();
        for (int i = 0; i < items.size(); i++) {
            switch (outcome(sent.get(i))) {
                case PutOutcome.Stored(ShareReceipt receipt) -> delivery.receipts.add(receipt);
                case PutOutcome.Failed(String reason) -> delivery.failure = reason;
                case PutOutcome.Refused(String reason) -> {
                    delivery.refused++;
                    postpone(items.get(i), reason);
                }
            }
        }
        return delivery;
    }

    private static PutOutcome outcome(Future<PutOutcome> sent) throws InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            return new PutOutcome.Failed(String.valueOf(e.getCause()));
        }
    }

    private void postpone(OutboxItem item, String reason) {
        LOG.warn("share server {} refuses the share of {}: {}", site(), item.object(), reason);
        Instant later = clock.instant().plus(pauseAfter(item.attempts() + 1));
        outbox.postpone(item, later);
    }

    private void awaitCall() throws InterruptedException {
        if (calls.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            calls.drainPermits();
        }
    }

    private void pause() throws InterruptedException {
        if (calls.tryAcquire(pauseAfter(failures).toMillis(), TimeUnit.MILLISECONDS)) {
            calls.drainPermits();
        }
    }

    private Duration pauseAfter(int failed) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(failed - 1, 0), 16));
        return pause.compareTo(pauseCap) < 0 ? pause : pauseCap;
    }
}
