package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.hybrid.EpochHandshake.Begun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The epochs that this process has agreed on with one destination, one after another.
 *
 * <p>Guarantee: at most {@link #MAX_KEYS_PER_EPOCH} keys and {@link EpochHandshake#SEND_FOR} per
 * epoch. The next epoch is agreed in the background when half the keys or four fifths of the time
 * are used, so that nobody waits for it. The count lives in memory: a restart begins a new epoch.
 */
final class EpochInitiator {

    static final int MAX_KEYS_PER_EPOCH = 10_000;

    /** After a failure nobody tries again for so long; keys go without hybrid, or are refused. */
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    static final long MAX_WAIT_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(EpochInitiator.class);

    private final SiteId own;
    private final SiteId destination;
    private final SiteSigner signer;
    private final EpochPeers peers;
    private final InstantSource clock;
    private final Consumer<HybridEpoch> agreed;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HybridEpoch current;
    private int keysUsed;
    private Instant pausedUntil = Instant.MIN;
    private @Nullable CompletableFuture<Optional<HybridEpoch>> next;

    /**
     * An initiator without an epoch yet.
     *
     * @param agreed hears of each epoch before it is used
     */
    EpochInitiator(
            SiteId own,
            SiteId destination,
            SiteSigner signer,
            EpochPeers peers,
            InstantSource clock,
            Consumer<HybridEpoch> agreed) {
        this.own = own;
        this.destination = destination;
        this.signer = signer;
        this.peers = peers;
        this.clock = clock;
        this.agreed = agreed;
    }

    /** An epoch for {@code keys} more keys; empty if the destination cannot agree on one now. */
    Optional<HybridEpoch> take(int keys) {
        if (keys < 1 || keys > MAX_KEYS_PER_EPOCH) {
            throw new IllegalArgumentException("1 to " + MAX_KEYS_PER_EPOCH + " keys at a time");
        }
        try {
            if (!lock.tryLock(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            if (!hasRoom(keys)) {
                renew();
            }
            if (!hasRoom(keys)) {
                return Optional.empty();
            }
            keysUsed += keys;
            prepareNext();
            return Optional.ofNullable(current);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(int keys) {
        return current != null
                && keysUsed + keys <= MAX_KEYS_PER_EPOCH
                && age(current).compareTo(EpochHandshake.SEND_FOR) < 0;
    }

    private void renew() {
        Optional<HybridEpoch> made = Optional.empty();
        if (next != null) {
            made = next.join().filter(e -> age(e).compareTo(EpochHandshake.SEND_FOR) < 0);
            next = null;
        }
        if (made.isEmpty() && !clock.instant().isBefore(pausedUntil)) {
            made = agree();
        }
        if (made.isEmpty()) {
            pauseUnlessPaused();
            return;
        }
        current = made.get();
        keysUsed = 0;
    }

    private void pauseUnlessPaused() {
        Instant now = clock.instant();
        if (!now.isBefore(pausedUntil)) {
            pausedUntil = now.plus(PAUSE_AFTER_FAILURE);
        }
    }

    private void prepareNext() {
        if (next == null && current != null && isHalfUsed(current)) {
            next = CompletableFuture.supplyAsync(this::agree, Thread::startVirtualThread);
        }
    }

    private boolean isHalfUsed(HybridEpoch epoch) {
        Duration late = EpochHandshake.SEND_FOR.multipliedBy(4).dividedBy(5);
        return keysUsed > MAX_KEYS_PER_EPOCH / 2 || age(epoch).compareTo(late) > 0;
    }

    private Optional<HybridEpoch> agree() {
        try {
            Begun begun = EpochHandshake.begin(signer, own, destination, clock.instant());
            Optional<HybridEpoch> made =
                    peers.offer(begun.offer())
                            .flatMap(reply ->
                                    EpochHandshake.finish(
                                            begun,
                                            signer.certificate(),
                                            reply.certificate(),
                                            reply.answer()));
            made.ifPresentOrElse(
                    agreed, () -> LOG.warn("no hybrid epoch with {} could be agreed", destination));
            return made;
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.warn("the agreement of a hybrid epoch with {} failed", destination, e);
            return Optional.empty();
        }
    }

    private Duration age(HybridEpoch epoch) {
        return Duration.between(epoch.madeAt(), clock.instant());
    }
}
