package io.warifu.keys.store;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.audit.AuditEvent;
import io.warifu.keys.audit.AuditLog;
import io.warifu.keys.audit.KeyState;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.fairness.PairAccounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Store in PostgreSQL, keys sealed.
 *
 * <p>Guarantee: a key is given out under the lock of its row, by a conditional UPDATE that counts;
 * rows are locked in the order of their ids, so that overlapping requests wait for each other and
 * never deadlock. All methods take part in a transaction of the caller. Limit: the bound of {@link
 * #MAX_WAITING_PER_SLAVE} is counted once a second.
 */
final class PostgresKeyStore implements KeyStore {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresKeyStore.class);

    private final SiteId own;
    private final ReservedKeyTable reserved;
    private final IssuedKeyTable issued;
    private final WaitingKeyTable waiting;
    private final WaitingCounts counts;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final PairAccounts accounts;

    PostgresKeyStore(
            SiteId own,
            ReservedKeyTable reserved,
            IssuedKeyTable issued,
            WaitingKeyTable waiting,
            WaitingCounts counts,
            TransactionTemplate transaction,
            AuditLog audit,
            PairAccounts accounts) {
        this.own = own;
        this.reserved = reserved;
        this.issued = issued;
        this.waiting = waiting;
        this.counts = counts;
        this.transaction = transaction;
        this.audit = audit;
        this.accounts = accounts;
    }

    @Override
    public void reserve(List<IssuedKey> keys) {
        transaction.executeWithoutResult(_ -> {
            reserved.insert(keys);
            groups(keys, key -> subject(key.master(), key.slaves()))
                    .forEach((subject, group) ->
                            audit.append(
                                    new AuditEvent(
                                            "kme:" + own,
                                            null,
                                            KeyState.RESERVED,
                                            subject,
                                            group.stream().map(IssuedKey::id).toList(),
                                            group.stream().mapToLong(IssuedKey::sizeBits).sum(),
                                            "")));
        });
    }

    @Override
    public boolean issue(List<UUID> ids, KeyRoute route) {
        return Boolean.TRUE.equals(transaction.execute(_ -> issued(ids, route)));
    }

    private boolean issued(List<UUID> ids, KeyRoute route) {
        List<IssuedKey> taken = reserved.take(ids);
        if (taken.size() != ids.size()) {
            reserved.insert(taken);
            return false;
        }
        issued.insert(taken, route.links());
        groups(taken.stream().map(IssuedKeyTable.Owned::of).toList(), IssuedKeyTable.Owned::subject)
                .forEach((subject, group) -> noteIssued(subject, group, route));
        return true;
    }

    private void noteIssued(String subject, List<IssuedKeyTable.Owned> keys, KeyRoute route) {
        AuditEvent event =
                event(
                        "kme:" + own,
                        KeyState.RESERVED,
                        KeyState.ISSUED,
                        subject,
                        keys,
                        route.text());
        audit.append(event);
        accounts.issued(
                new SaeId(keys.getFirst().master()),
                keys.getFirst().slaves().stream().map(SaeId::new).toList(),
                keys.size(),
                event.bits());
    }

    @Override
    public Put put(List<WaitingKey> keys) {
        for (WaitingKey key : keys) {
            for (SaeId slave : key.slaves()) {
                if (counts.waitingFor(slave) + keys.size() > MAX_WAITING_PER_SLAVE) {
                    return Put.FULL;
                }
            }
        }
        try {
            transaction.executeWithoutResult(_ -> {
                waiting.insert(keys);
                groups(keys, key -> subject(key.master(), key.slaves()))
                        .forEach((subject, group) ->
                                audit.append(
                                        new AuditEvent(
                                                "kme:" + group.getFirst().source(),
                                                null,
                                                KeyState.READY,
                                                subject,
                                                group.stream().map(WaitingKey::id).toList(),
                                                group.stream()
                                                        .mapToLong(key -> key.key().lengthBits())
                                                        .sum(),
                                                group.getFirst().route().text())));
            });
            return Put.STORED;
        } catch (DuplicateKeyException e) {
            LOG.warn("keys of ids that are known already were refused", e);
            return Put.ID_IN_USE;
        }
    }

    @Override
    public List<Taken> takeAll(List<Take> requests, Instant now) {
        Handover handover = new Handover(waiting, requests);
        try {
            return transaction.execute(_ -> {
                List<Taken> decided = handover.decide(now);
                handover.deliver()
                        .forEach((slave, moved) ->
                                ended(
                                        moved,
                                        "sae:" + slave,
                                        KeyState.READY,
                                        KeyState.DELIVERED,
                                        ""));
                return decided;
            });
        } catch (RuntimeException e) {
            handover.close();
            throw e;
        }
    }

    @Override
    public int voidKeys(SiteId source, Collection<UUID> ids, String reason) {
        return changed(() -> {
            int rows =
                    ended(
                            waiting.voidKeys(source, ids),
                            "kme:" + source,
                            KeyState.READY,
                            KeyState.VOID,
                            reason);
            if (source.equals(own)) {
                String actor = "kme:" + source;
                rows += unreserved(reserved.take(ids), actor, KeyState.VOID, reason);
                rows += ended(issued.voidKeys(ids), actor, KeyState.ISSUED, KeyState.VOID, reason);
            }
            return rows;
        });
    }

    @Override
    public int voidOver(LinkId link, Instant madeAfter, String reason) {
        String name = KeyRoute.name(link);
        return changed(() ->
                ended(
                                waiting.quarantineOver(name, madeAfter),
                                "kme:" + own,
                                KeyState.READY,
                                KeyState.QUARANTINED,
                                reason)
                        + ended(
                                issued.voidOver(name, madeAfter),
                                "kme:" + own,
                                KeyState.ISSUED,
                                KeyState.VOID,
                                reason));
    }

    @Override
    public int voidAll(String reason) {
        return changed(() ->
                ended(waiting.voidAll(), "kme:" + own, KeyState.READY, KeyState.VOID, reason)
                        + unreserved(reserved.takeAll(), "kme:" + own, KeyState.VOID, reason));
    }

    @Override
    public List<IssuedKey> stale(Instant madeBefore, int limit) {
        return reserved.madeBefore(madeBefore, limit);
    }

    @Override
    public int expire(Instant now) {
        return changed(() -> {
            var _ = unreserved(reserved.takeExpired(now), "kme:" + own, KeyState.EXPIRED, "");
            issued.deleteExpired(now);
            int waited =
                    ended(
                            waiting.expireReady(now),
                            "kme:" + own,
                            KeyState.READY,
                            KeyState.EXPIRED,
                            "");
            waiting.deleteExpired(now);
            return waited;
        });
    }

    @Override
    public long waiting() {
        return waiting.count();
    }

    private int changed(IntSupplier change) {
        Integer rows = transaction.execute(_ -> change.getAsInt());
        return rows == null ? 0 : rows;
    }

    private int unreserved(List<IssuedKey> keys, String actor, KeyState to, String reason) {
        return ended(
                keys.stream().map(IssuedKeyTable.Owned::of).toList(),
                actor,
                KeyState.RESERVED,
                to,
                reason);
    }

    private int ended(
            List<IssuedKeyTable.Owned> moved,
            String actor,
            KeyState from,
            KeyState to,
            String reason) {
        groups(moved, IssuedKeyTable.Owned::subject)
                .forEach((subject, group) ->
                        audit.append(event(actor, from, to, subject, group, reason)));
        return moved.size();
    }

    private static AuditEvent event(
            String actor,
            KeyState from,
            KeyState to,
            String subject,
            List<IssuedKeyTable.Owned> keys,
            String detail) {
        return new AuditEvent(
                actor,
                from,
                to,
                subject,
                keys.stream().map(IssuedKeyTable.Owned::id).toList(),
                keys.stream().mapToLong(IssuedKeyTable.Owned::sizeBits).sum(),
                detail);
    }

    private static <T> Map<String, List<T>> groups(List<T> keys, Function<T, String> subject) {
        Map<String, List<T>> groups = new TreeMap<>();
        keys.forEach(
                key -> groups.computeIfAbsent(subject.apply(key), _ -> new ArrayList<>()).add(key));
        return groups;
    }

    static String subject(SaeId master, List<SaeId> slaves) {
        return subject(master.value(), slaves.stream().map(SaeId::value).sorted().toList());
    }

    static String subject(String master, List<String> slaves) {
        return master + ">" + String.join(",", slaves);
    }
}
