package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.keys.pool.LinkStock.Intake;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/** The keepers of all own links: what comes in at the doors sets them going, and a clock does. */
final class LinkKeepers implements AutoCloseable {

    private static final long TICK_MILLIS = 250;

    private final LinkStock stock;
    private final LinkLedger ledger;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<LinkId, LinkKeeper> keepers =
            new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));

    LinkKeepers(
            OwnLinks links,
            StockRules rules,
            LinkStock stock,
            LinkLedger ledger,
            LinkPeers peers,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.stock = stock;
        this.ledger = ledger;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        for (LinkId link : links.links()) {
            keepers.put(link, new LinkKeeper(link, rules, ledger, peers, clock, executor));
        }
    }

    @Scheduled(fixedDelay = TICK_MILLIS)
    void tick() {
        keepers.values().forEach(LinkKeeper::poke);
    }

    Intake offer(LinkId link, KeyBlock block) {
        Intake intake = stock.offer(link, block);
        if (intake == Intake.STORED) {
            keeper(link).poke();
        }
        return intake;
    }

    /** Quarantines and tells, in one transaction; or burns, and has the other end burn too. */
    void alarm(LinkId link, boolean raised, double qber, String reason) {
        transaction.executeWithoutResult(_ -> {
            if (stock.alarm(link, raised, qber, reason)) {
                events.publishEvent(new LinkAlarmRaised(link, clock.instant()));
            }
        });
        if (!raised) {
            keeper(link).exchangeSoon();
        }
    }

    /** Opens a new epoch on each of these links. */
    List<Long> newEpochs(List<LinkId> links) {
        List<Long> epochs = new ArrayList<>();
        for (LinkId link : links) {
            epochs.add(ledger.newEpoch(link, "an operator asked for it"));
            keeper(link).exchangeSoon();
        }
        return epochs;
    }

    private LinkKeeper keeper(LinkId link) {
        return Objects.requireNonNull(keepers.get(link));
    }

    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
    }
}
