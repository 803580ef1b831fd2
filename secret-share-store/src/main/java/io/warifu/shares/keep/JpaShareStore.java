package io.warifu.shares.keep;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.shares.keep.PutOutcome.AlreadyStored;
import io.warifu.shares.keep.PutOutcome.Conflict;
import io.warifu.shares.keep.PutOutcome.Stored;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.QueryTimeoutException;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.exception.JDBCConnectionException;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps shares in PostgreSQL, one transaction per call.
 *
 * <p>Twice under one id: the payload is inserted first, under the table's key and with {@code on
 * conflict do nothing}. There is no select before it, hence no gap between the two: a second put
 * waits for the first one's commit and then finds its row.
 *
 * <p>Order: a PostgreSQL sequence hands numbers out before commit, so a reader could see 7, go on
 * after 7, and never see the 6 that commits later. Here the number comes from an update of the one
 * row of {@code share_totals}, whose lock is held until the commit: 7 does not exist before 6 is
 * visible. The alternative, listing only below the oldest running transaction, would hide committed
 * shares behind any long transaction of the whole server, and its numbers would not survive a
 * restore into another one. The price is one commit at a time; the payload is written before the
 * lock is taken, so what waits is short. No deadlock: everyone takes the object id first, the one
 * row second.
 */
final class JpaShareStore implements ShareStore {

    private static final int TRANSACTION_TIMEOUT_SECONDS = 30;

    private final EntityManager database;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;
    private final InstantSource time;

    JpaShareStore(
            EntityManagerFactory entityManagers,
            PlatformTransactionManager transactions,
            InstantSource time) {
        this.database = SharedEntityManagerCreator.createSharedEntityManager(entityManagers);
        this.writing = new TransactionTemplate(transactions);
        this.writing.setTimeout(TRANSACTION_TIMEOUT_SECONDS);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setTimeout(TRANSACTION_TIMEOUT_SECONDS);
        this.reading.setReadOnly(true);
        this.time = time;
    }

    @Override
    public PutOutcome put(NewShare share) {
        return within(
                writing, em -> insertPayload(em, share) ? register(em, share) : compare(em, share));
    }

    private static boolean insertPayload(EntityManager em, NewShare share) {
        return em.createNativeQuery(
                                "insert into share_payload (object_id, payload)"
                                        + " values (:id, :payload) on conflict do nothing")
                        .setParameter("id", share.object().value())
                        .setParameter("payload", share.bytes())
                        .executeUpdate()
                == 1;
    }

    private PutOutcome register(EntityManager em, NewShare share) {
        long sequence =
                (Long)
                        em.createNativeQuery(
                                        "update share_totals set last_sequence = last_sequence + 1,"
                                                + " shares = shares + 1, bytes = bytes + :size"
                                                + " returning last_sequence",
                                        Long.class)
                                .setParameter("size", (long) share.bytes().length)
                                .getSingleResult();
        // What the database keeps must be what the receipt says: no finer than its microseconds.
        Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
        em.persist(new ShareRow(share, sequence, now));
        return new Stored(now);
    }

    private static PutOutcome compare(EntityManager em, NewShare share) {
        ShareRow known = em.find(ShareRow.class, share.object().value());
        if (known == null) {
            throw new IllegalStateException("there is a payload without a row: " + share.object());
        }
        return known.isSameAs(share) ? new AlreadyStored(known.storedAt()) : new Conflict();
    }

    @Override
    public Optional<StoredShare> find(ObjectId object) {
        return within(
                reading,
                em ->
                        Optional.ofNullable(em.find(ShareRow.class, object.value()))
                                .map(row -> row.withBytes(payload(em, object))));
    }

    private static byte[] payload(EntityManager em, ObjectId object) {
        return em.createQuery(
                        "select p.payload from PayloadRow p where p.objectId = :id", byte[].class)
                .setParameter("id", object.value())
                .getSingleResult();
    }

    @Override
    public List<ListedShare> list(ListingQuery query) {
        return within(
                reading, em -> listing(em, query).getResultStream().map(ShareRow::listed).toList());
    }

    private static TypedQuery<ShareRow> listing(EntityManager em, ListingQuery query) {
        StringBuilder text =
                new StringBuilder("select s from ShareRow s where s.sequence > :after");
        if (query.owner() != null) {
            text.append(" and s.owner = :owner");
        }
        if (query.kind() != null) {
            text.append(" and s.kind = :kind");
        }
        TypedQuery<ShareRow> listing =
                em.createQuery(text.append(" order by s.sequence").toString(), ShareRow.class)
                        .setParameter("after", query.after())
                        .setMaxResults(query.limit());
        if (query.owner() != null) {
            listing.setParameter("owner", query.owner().value());
        }
        if (query.kind() != null) {
            listing.setParameter("kind", query.kind());
        }
        return listing;
    }

    @Override
    public Totals totals() {
        return within(
                reading,
                em -> {
                    Object[] row =
                            (Object[])
                                    em.createNativeQuery("select shares, bytes from share_totals")
                                            .getSingleResult();
                    return new Totals(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
                });
    }

    private <T> T within(TransactionTemplate transaction, Function<EntityManager, T> work) {
        try {
            return transaction.execute(_ -> work.apply(database));
        } catch (TransactionException | JDBCConnectionException | QueryTimeoutException e) {
            throw new WarifuException(
                    ErrorCode.UNAVAILABLE, "The database does not answer; send it again.", e);
        }
    }
}
