package io.warifu.simulator.link;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.eavesdrop.WeakenedChannel;
import io.warifu.simulator.feed.LinkFeed;
import io.warifu.simulator.session.AliceSession;
import io.warifu.simulator.session.BobSession;
import io.warifu.simulator.session.Readiness;
import io.warifu.simulator.session.RoundOutcome.Clean;
import io.warifu.simulator.session.RoundOutcome.Discarded;
import io.warifu.simulator.session.RoundOutcome.Distilled;
import io.warifu.simulator.session.RoundOutcome.Tapped;
import io.warifu.simulator.session.RoundReport;
import io.warifu.simulator.session.Wish;
import io.warifu.simulator.socket.LinkConnection;
import io.warifu.simulator.socket.LinkConnector;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one end of one link for ever: connects, runs rounds, hands blocks over, minds the alarm, and
 * starts again after any trouble, with a pause that grows.
 *
 * <p>Guarantee: a broken session loses the round under way and nothing else; no block of a round
 * that was not confirmed at both ends is handed over, save that the very last confirmation can be
 * lost.
 */
final class LinkRunner implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LinkRunner.class);

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final QkdLink link;
    private final LinkConnector connector;
    private final LinkFeed feed;
    private final Supplier<RandomGenerator> freshChance;
    private final AlarmLatch alarm = new AlarmLatch();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable LinkConnection> current = new AtomicReference<>();
    private Duration retry = FIRST_RETRY;
    private boolean alarmTakenUp;

    /** {@code freshChance} gives a new source of key bits for each round. */
    LinkRunner(
            QkdLink link,
            LinkConnector connector,
            LinkFeed feed,
            Supplier<RandomGenerator> freshChance) {
        this.link = link;
        this.connector = connector;
        this.feed = feed;
        this.freshChance = freshChance;
    }

    @Override
    public void run() {
        while (isRunning()) {
            try (LinkConnection connection = connector.connect()) {
                current.set(connection);
                LOG.info("link {}: session begins", link.settings().link());
                serve(connection);
            } catch (ChannelException e) {
                report(e);
            } finally {
                current.set(null);
                link.update(now -> now.in(LinkState.DISCONNECTED));
            }
            pause(retry);
            retry =
                    retry.multipliedBy(2).compareTo(LONGEST_RETRY) < 0
                            ? retry.multipliedBy(2)
                            : LONGEST_RETRY;
        }
        feed.close();
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

    private void serve(LinkConnection connection) throws ChannelException {
        LinkSettings settings = link.settings();
        switch (settings.role()) {
            case ALICE -> {
                AliceSession session =
                        new AliceSession(
                                settings.optics(),
                                settings.sizes(),
                                connection.classical(),
                                new WeakenedChannel(connection.sender(), link::attacker));
                while (isRunning()) {
                    RoundReport report = session.run(prepare(), freshChance.get());
                    conclude(report);
                    if (report.plan().wish() != Wish.FILL || alarm.isRaised()) {
                        pause(settings.interval());
                    }
                }
            }
            case BOB -> {
                BobSession session =
                        new BobSession(
                                settings.optics(), connection.classical(), connection.receiver());
                while (isRunning()) {
                    conclude(session.run(this::prepare, freshChance.get()));
                }
            }
        }
    }

    private Readiness prepare() {
        if (!alarmTakenUp) {
            feed.alarmAtKeyManager()
                    .ifPresent(raised -> {
                        alarmTakenUp = true;
                        if (raised) {
                            alarm.resume();
                        }
                    });
        }
        return feed.prepare(alarm.report());
    }

    private void conclude(RoundReport report) {
        retry = FIRST_RETRY;
        switch (report.outcome()) {
            case Distilled(var block, var sifted, var errors, var cost) -> {
                alarm.clean(errors);
                int bits = block.key().lengthBits();
                link.update(now -> now.afterRound(errors.qber(), sifted).afterBlock(bits));
                LOG.debug(
                        "link {}: block {} of {} bits, QBER {}, {}",
                        link.settings().link(),
                        block.sequence(),
                        bits,
                        errors.qber(),
                        cost);
                feed.take(block);
            }
            case Clean(var sifted, var errors) -> {
                alarm.clean(errors);
                link.update(now -> now.afterRound(errors.qber(), sifted));
                if (!alarm.isRaised()) {
                    feed.report(alarm.report());
                }
            }
            case Tapped(var sifted, var errors) -> {
                if (!alarm.isRaised()) {
                    LOG.warn("link {}: ALARM, QBER {}", link.settings().link(), errors.qber());
                }
                alarm.tapped(errors);
                link.update(now -> now.afterRound(errors.qber(), sifted));
                feed.report(alarm.report());
            }
            case Discarded(var sifted, var errors, var reason) -> {
                LOG.warn("link {}: round dropped: {}", link.settings().link(), reason);
                link.update(now -> now.afterRound(errors.qber(), sifted));
            }
        }
        LinkState state = stateAfter(report);
        link.update(now -> now.in(state));
    }

    private LinkState stateAfter(RoundReport report) {
        if (alarm.isRaised()) {
            return LinkState.ALARM;
        }
        return report.plan().wish() == Wish.PAUSE ? LinkState.PAUSED : LinkState.RUNNING;
    }

    private void report(ChannelException trouble) {
        if (isRunning() && retry.equals(FIRST_RETRY)) {
            LOG.info("link {}: {}", link.settings().link(), trouble.getMessage());
        }
        LOG.debug("link {}: session ended", link.settings().link(), trouble);
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** Waits, but not longer than until the link is stopped. */
    private void pause(Duration length) {
        try {
            if (stopping.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("link {}: stopping", link.settings().link());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
