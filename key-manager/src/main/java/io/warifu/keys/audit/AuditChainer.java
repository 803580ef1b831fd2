package io.warifu.keys.audit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives each event its place in the chain and its hash, a moment after it was committed.
 *
 * <p>Guarantee: one instance chains at a time, and a place once given stays. Limit: events of the
 * last moments are not chained yet; whoever can write to the database within that time can change
 * them unseen. To chain inside each transaction would put all transactions in a row.
 */
public final class AuditChainer {

    static final int MAX_EVENTS_PER_RUN = 2000;

    private static final long INTERVAL_MILLIS = 250;

    private final AuditTable table;
    private final TransactionTemplate transaction;

    AuditChainer(AuditTable table, TransactionTemplate transaction) {
        this.table = table;
        this.transaction = transaction;
    }

    /** Says how many events were chained. */
    @Scheduled(fixedDelay = INTERVAL_MILLIS)
    public int chain() {
        Integer chained = transaction.execute(_ -> table.tryLock() ? chainLocked() : 0);
        return chained == null ? 0 : chained;
    }

    private int chainLocked() {
        AuditTable.Head head = table.head();
        List<AuditTable.Loose> events = table.loose(head.position(), MAX_EVENTS_PER_RUN);
        List<byte[]> hashes = new ArrayList<>(events.size());
        byte[] before = head.hash();
        for (AuditTable.Loose loose : events) {
            before = loose.event().hash(before);
            hashes.add(before);
        }
        if (!events.isEmpty()) {
            table.chain(events, hashes);
        }
        return events.size();
    }
}
