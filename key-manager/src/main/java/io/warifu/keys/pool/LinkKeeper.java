package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one link in step with its other end: agrees on the epoch, has new blocks confirmed, and
 * burns what the other end will never use.
 *
 * <p>Guarantee: one round at a time; everything it does may be repeated. Limit: a peer that does
 * not answer costs one thread that waits, and one request per tick.
 */
final class LinkKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);

    static final Duration EXCHANGE_PERIOD = Duration.ofSeconds(30);

    /** The end that does not lead asks about a block only if it has heard nothing for so long. */
    static final Duration SILENCE = Duration.ofSeconds(5);

    /** A block that the other end never got is burned at this age. */
    static final Duration UNCONFIRMED_LIFETIME = Duration.ofHours(1);

    /** A message still on its way is younger than this. */
    static final Duration MAX_TIME_IN_FLIGHT = Duration.ofSeconds(90);

    private static final int MAX_EXCHANGES_PER_ROUND = 4;
    private static final int MAX_BATCHES_PER_ROUND = 64;

    private final LinkId link;
    private final StockRules rules;
    private final LinkLedger ledger;
    private final LinkPeers peers;
    private final InstantSource clock;
    private final Executor executor;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile Instant nextExchange = Instant.MIN;
    private long passed;
    private Instant passedSince = Instant.MIN;

    LinkKeeper(
            LinkId link,
            StockRules rules,
            LinkLedger ledger,
            LinkPeers peers,
            InstantSource clock,
            Executor executor) {
        this.link = link;
        this.rules = rules;
        this.ledger = ledger;
        this.peers = peers;
        this.clock = clock;
        this.executor = executor;
    }

    /** Begins a round soon; a poke during a round makes one more. */
    void poke() {
        again.set(true);
        if (running.compareAndSet(false, true)) {
            executor.execute(this::rounds);
        }
    }

    /** The other end must hear something now, like blocks that were burned here. */
    void exchangeSoon() {
        nextExchange = Instant.MIN;
        poke();
    }

    private void rounds() {
        try {
            while (again.getAndSet(false)) {
                round();
            }
        } catch (RuntimeException e) {
            LOG.error("link {}: a round with the other end failed", link, e);
        } finally {
            running.set(false);
        }
        if (again.get()) {
            poke();
        }
    }

    /** One round; in tests it is called directly. */
    void round() {
        if (ledger.suspected(link)) {
            var _ = ledger.newEpoch(link, "the database was set back while the service ran");
        }
        Instant now = clock.instant();
        if (!ledger.agreed(link) || !now.isBefore(nextExchange)) {
            nextExchange = now.plus(EXCHANGE_PERIOD);
            ledger.reseal(link);
            if (!exchange(now)) {
                return;
            }
        }
        confirm(rules.leads(link) ? now : now.minus(SILENCE));
    }

    private boolean exchange(Instant now) {
        for (int tries = 0; tries < MAX_EXCHANGES_PER_ROUND; tries++) {
            Optional<EpochNote> answer = peers.exchange(link, ledger.note(link));
            if (answer.isEmpty()) {
                return ledger.agreed(link);
            }
            if (ledger.learn(link, answer.get())) {
                burnPassed(answer.get().passedTo(), now);
                ledger.burnUnconfirmed(link, now.minus(UNCONFIRMED_LIFETIME));
                return true;
            }
        }
        return false;
    }

    private void burnPassed(long passedTo, Instant now) {
        if (passed > 0 && now.isAfter(passedSince.plus(MAX_TIME_IN_FLIGHT))) {
            ledger.burnPassed(link, passed);
            passed = 0;
        }
        if (passed == 0) {
            passed = passedTo;
            passedSince = now;
        }
    }

    private void confirm(Instant storedBefore) {
        long after = 0;
        for (int batch = 0; batch < MAX_BATCHES_PER_ROUND; batch++) {
            Confirmation asked =
                    ledger.unconfirmed(link, after, storedBefore, Confirmation.MAX_BLOCKS);
            if (asked.blocks().isEmpty()) {
                return;
            }
            Optional<Confirmation.Answer> answer = peers.confirm(link, asked);
            if (answer.isEmpty()) {
                return;
            }
            if (answer.get().epoch() != asked.epoch()) {
                exchangeSoon();
                return;
            }
            var _ = ledger.settle(link, asked, answer.get().verdicts());
            after = asked.blocks().getLast().sequence();
        }
    }
}
