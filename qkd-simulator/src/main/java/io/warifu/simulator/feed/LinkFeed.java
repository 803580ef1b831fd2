package io.warifu.simulator.feed;

import io.warifu.kernel.id.LinkId;
import io.warifu.simulator.session.KeyBlock;
import io.warifu.simulator.session.Readiness;
import io.warifu.simulator.session.Wish;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One link's side towards the key manager: holds finished blocks until they are stored, keeps the
 * alarm there equal to the alarm here, and says what the next round should be.
 *
 * <p>Guarantee: at most {@value #MAX_HELD_BLOCKS} blocks wait in memory; while an alarm stands none
 * is delivered. Limit: blocks in memory die with the process, at this end only; the key manager of
 * the other end then has a block without a twin, which the relay never uses since it pairs blocks
 * by acknowledgement. Used by one thread.
 */
public final class LinkFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LinkFeed.class);

    static final int MAX_HELD_BLOCKS = 8;

    /** Bounds how long a round waits for a slow key manager. */
    private static final int MAX_PUSHES_PER_ROUND = 2;

    private static final int QUICK_FILL_DIVISOR = 4;

    private final LinkId link;
    private final KeyManagerClient client;
    private final Deque<KeyBlock> held = new ArrayDeque<>();
    private @Nullable LinkStock stock;
    private boolean reachable;
    private long nextSequence = 1;

    public LinkFeed(LinkId link, KeyManagerClient client) {
        this.link = link;
        this.client = client;
    }

    /**
     * Whether the key manager believes in an alarm; empty as long as it has never answered. A link
     * that was restarted takes its alarm up again from here.
     */
    public Optional<Boolean> alarmAtKeyManager() {
        refresh();
        return Optional.ofNullable(stock).map(LinkStock::alarm);
    }

    /** Delivers what is held, asks for the stock, and says where this end stands. */
    public Readiness prepare(AlarmReport alarm) {
        if (!alarm.raised()) {
            deliver();
        }
        refresh();
        report(alarm);
        return new Readiness(wish(alarm), nextSequence);
    }

    /** Tells the key manager about the alarm if it knows otherwise. */
    public void report(AlarmReport alarm) {
        LinkStock known = stock;
        if (reachable
                && known != null
                && known.alarm() != alarm.raised()
                && client.putAlarm(link, alarm.raised(), alarm.qber(), alarm.reason())) {
            stock =
                    new LinkStock(
                            known.nextSequence(),
                            known.stockBits(),
                            known.capacityBits(),
                            alarm.raised());
        }
    }

    /** Takes a finished block over and tries to deliver it at once. */
    public void take(KeyBlock block) {
        nextSequence = Math.max(nextSequence, block.sequence() + 1);
        held.addLast(block);
        deliver();
    }

    @Override
    public void close() {
        held.forEach(block -> block.key().close());
        held.clear();
    }

    private void deliver() {
        for (int pushes = 0; pushes < MAX_PUSHES_PER_ROUND && !held.isEmpty(); pushes++) {
            KeyBlock oldest = held.getFirst();
            PushOutcome outcome = client.push(link, oldest);
            if (outcome == PushOutcome.UNREACHABLE) {
                return;
            }
            if (outcome == PushOutcome.REFUSED) {
                LOG.warn("link {}: block {} was refused and is dropped", link, oldest.sequence());
            }
            held.removeFirst();
            oldest.key().close();
        }
    }

    private void refresh() {
        Optional<LinkStock> answer = client.stock(link);
        if (reachable != answer.isPresent()) {
            reachable = answer.isPresent();
            LOG.info("link {}: key manager {}", link, reachable ? "answers" : "does not answer");
        }
        answer.ifPresent(now -> {
            stock = now;
            nextSequence = Math.max(nextSequence, now.nextSequence());
        });
    }

    private Wish wish(AlarmReport alarm) {
        LinkStock known = stock;
        if (known == null || held.size() >= MAX_HELD_BLOCKS) {
            return Wish.PAUSE;
        }
        if (alarm.raised() || known.stockBits() >= known.capacityBits()) {
            return Wish.CHECK;
        }
        boolean isLow = known.stockBits() < known.capacityBits() / QUICK_FILL_DIVISOR;
        return isLow && reachable && held.isEmpty() ? Wish.FILL : Wish.KEY;
    }
}
