package io.warifu.simulator.feed;

import io.warifu.kernel.id.LinkId;
import io.warifu.simulator.handover.FinishedBlock;
import io.warifu.simulator.handover.HandoverJournal;
import io.warifu.simulator.session.Wish;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One link's side towards the key manager: delivers what the journal holds, keeps the alarm there
 * equal to the alarm here, and says what the next round should be.
 *
 * <p>A block goes to the key manager in two parts with consecutive numbers, 2 s and 2 s + 1 for
 * block s, because the key manager gives even numbers to one direction of the link and odd ones to
 * the other.
 *
 * <p>Guarantee: a block stays in the journal until the key manager has said that it stored both
 * parts; a part that is sent again is recognised there by its number. While an alarm stands none is
 * delivered.
 */
public final class LinkFeed {

    private static final Logger LOG = LoggerFactory.getLogger(LinkFeed.class);

    static final int MAX_HELD_BLOCKS = 8;

    /** Bounds how long a round waits for a slow key manager. */
    private static final int MAX_BLOCKS_PER_ROUND = 2;

    private static final int QUICK_FILL_DIVISOR = 4;

    private final LinkId link;
    private final KeyManagerClient client;
    private final HandoverJournal journal;
    private @Nullable LinkStock stock;
    private boolean reachable;
    private boolean alarmTakenUp;
    private long bitsOfLastBlock;

    public LinkFeed(LinkId link, KeyManagerClient client, HandoverJournal journal) {
        this.link = link;
        this.client = client;
        this.journal = journal;
    }

    /**
     * Whether the key manager believes in an alarm of the time before this process, which the link
     * has to take up again; told once, as soon as it answers.
     */
    public synchronized boolean takesUpAlarm() {
        if (alarmTakenUp) {
            return false;
        }
        refresh();
        LinkStock known = stock;
        alarmTakenUp = known != null;
        return known != null && known.alarm();
    }

    /** The lowest block number that the key manager has not seen; 1 if it does not answer. */
    public synchronized long nextSequence() {
        LinkStock known = stock;
        return known == null ? 1 : Math.max(1, (known.nextSequence() + 1) / 2);
    }

    /**
     * Delivers what is held, asks for the stock, and says what this end wants next.
     *
     * @param blocksUnderWay blocks that are being distilled and will fill the stock further
     */
    public synchronized Wish prepare(AlarmReport alarm, boolean poolIsLow, int blocksUnderWay) {
        deliver(() -> alarm);
        refresh();
        report(alarm);
        return wish(alarm, poolIsLow, blocksUnderWay);
    }

    /**
     * Tells the key manager about the alarm if it knows otherwise; not before an alarm of the last
     * life was taken up from there, which three clean rounds have to clear.
     */
    public synchronized void report(AlarmReport alarm) {
        LinkStock known = stock;
        if (alarmTakenUp
                && reachable
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

    /**
     * Delivers the oldest blocks, unless an alarm stands; {@code alarm} is asked when no report is
     * under way any more.
     */
    public synchronized void deliver(Supplier<AlarmReport> alarm) {
        if (alarm.get().raised()) {
            return;
        }
        int left = MAX_BLOCKS_PER_ROUND;
        for (FinishedBlock block : journal.undelivered()) {
            if (left-- == 0 || !push(block)) {
                return;
            }
            bitsOfLastBlock = 8L * block.deliveredBytes();
            journal.delivered(block.blockId());
        }
    }

    /** False if the block must be tried again later. */
    private boolean push(FinishedBlock block) {
        for (KeyPart part : KeyPart.of(block)) {
            try (part) {
                switch (client.push(link, part)) {
                    case STORED -> {}
                    case REFUSED ->
                            LOG.warn(
                                    "link {}: part {} was refused and is dropped",
                                    link,
                                    part.sequence());
                    case UNREACHABLE -> {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void refresh() {
        Optional<LinkStock> answer = client.stock(link);
        if (reachable != answer.isPresent()) {
            reachable = answer.isPresent();
            LOG.info("link {}: key manager {}", link, reachable ? "answers" : "does not answer");
        }
        answer.ifPresent(now -> stock = now);
    }

    private Wish wish(AlarmReport alarm, boolean poolIsLow, int blocksUnderWay) {
        Wish wish = wishOfKeyManager(alarm, blocksUnderWay);
        return poolIsLow
                        && blocksUnderWay == 0
                        && !wish.makesKey()
                        && !alarm.raised()
                        && !journal.isFull()
                ? Wish.REFILL
                : wish;
    }

    private Wish wishOfKeyManager(AlarmReport alarm, int blocksUnderWay) {
        LinkStock known = stock;
        if (known == null || journal.undelivered().size() >= MAX_HELD_BLOCKS) {
            return Wish.PAUSE;
        }
        // All blocks under way are taken for as large as the last one; the first one goes alone.
        long expected = known.stockBits() + blocksUnderWay * bitsOfLastBlock;
        boolean firstUnderWay = blocksUnderWay > 0 && bitsOfLastBlock == 0;
        if (alarm.raised() || firstUnderWay || expected >= known.capacityBits()) {
            return Wish.CHECK;
        }
        boolean isLow = known.stockBits() < known.capacityBits() / QUICK_FILL_DIVISOR;
        return isLow && reachable ? Wish.FILL : Wish.KEY;
    }
}
