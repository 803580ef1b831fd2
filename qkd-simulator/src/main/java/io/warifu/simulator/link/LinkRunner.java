package io.warifu.simulator.link;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.link.LinkSnapshot.Abort;
import io.warifu.simulator.socket.LinkConnection;
import io.warifu.simulator.socket.LinkConnector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one end of one link for ever: connects, serves a session, and starts again after any
 * trouble, with a pause that grows.
 *
 * <p>Guarantee: a broken session loses the blocks under way and nothing else.
 */
final class LinkRunner implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LinkRunner.class);

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final QkdLink link;
    private final LinkConnector connector;
    private final LinkService service;
    private final InstantSource clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable LinkConnection> current = new AtomicReference<>();
    private Duration retry = FIRST_RETRY;

    LinkRunner(QkdLink link, LinkConnector connector, LinkService service, InstantSource clock) {
        this.link = link;
        this.connector = connector;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (isRunning()) {
            LinkState after = LinkState.DISCONNECTED;
            try (LinkConnection connection = connector.connect()) {
                current.set(connection);
                LOG.info("link {}: session begins", link.settings().link());
                service.serve(connection, this::pauseAfterRound);
            } catch (ChannelException e) {
                report(e);
                after =
                        e.check() == Check.AUTH_POOL_EMPTY
                                ? LinkState.STOPPED
                                : LinkState.DISCONNECTED;
            } finally {
                current.set(null);
                LinkState state = after;
                link.update(now -> now.in(state));
            }
            pause(retry);
            Duration longer = retry.multipliedBy(2);
            retry = longer.compareTo(LONGEST_RETRY) < 0 ? longer : LONGEST_RETRY;
        }
    }

    /** Ends the session and the thread; returns at once. */
    void stop() {
        stopping.countDown();
        connector.close();
        LinkConnection connection = current.get();
        if (connection != null) {
            connection.close();
        }
    }

    /** After a whole round the next trouble is a new one; false means that the link is to stop. */
    private boolean pauseAfterRound(Duration length) {
        retry = FIRST_RETRY;
        pause(length);
        return isRunning();
    }

    private void report(ChannelException trouble) {
        if (!isRunning()) {
            return;
        }
        if (retry.equals(FIRST_RETRY)) {
            LOG.info(
                    "link {}: {}: {}",
                    link.settings().link(),
                    trouble.check(),
                    trouble.getMessage());
        }
        LOG.debug("link {}: session ended", link.settings().link(), trouble);
        String detail = trouble.getMessage() == null ? "" : trouble.getMessage();
        Abort abort = new Abort(trouble.check().name(), detail, clock.instant());
        if (link.snapshot().state() != LinkState.DISCONNECTED
                || trouble.check() != Check.DISCONNECTED) {
            link.update(now -> now.aborted(abort));
        }
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** Waits, but not longer than until the link is stopped. */
    private void pause(Duration length) {
        try {
            if (length.isPositive() && stopping.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("link {}: stopping", link.settings().link());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
