package io.warifu.keys.store;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * End keys and their states: at the source RESERVED, ISSUED, VOID; at the destination READY,
 * DELIVERED, VOID, QUARANTINED.
 *
 * <p>Guarantee: each transition is one conditional statement and is committed, with its audit
 * event, when the method returns, or with the caller's transaction. {@link #take} gives each key at
 * most once to each of its slaves, whatever the number of callers, threads and instances; a request
 * for several keys gives all of them or none. The last delivery erases the key before its caller
 * sees it: if the answer is lost on its way, so is the key.
 */
public interface KeyStore {

    /** About as many keys may wait for one slave SAE. */
    int MAX_WAITING_PER_SLAVE = 20_000;

    /** Source: notes keys before a part of them leaves. */
    void reserve(List<IssuedKey> keys);

    /**
     * Source: RESERVED to ISSUED, for all the keys or for none.
     *
     * @return false if one of them is not RESERVED any more, because it was voided
     */
    boolean issue(List<UUID> ids, KeyRoute route);

    /** Destination: takes keys in as READY, all of them or none. */
    Put put(List<WaitingKey> keys);

    /**
     * Destination: hands keys to their slaves, one answer for each request in their order. Requests
     * do not depend on each other; of two that want the same, the first gets it.
     */
    List<Taken> takeAll(List<Take> requests, Instant now);

    /** {@link #takeAll} of one request. */
    default Taken take(SaeId slave, SaeId master, List<UUID> ids, Instant now) {
        return takeAll(List.of(new Take(slave, master, ids)), now).getFirst();
    }

    /** What a slave asks for: keys of this master, each named once, all of them or none. */
    record Take(SaeId slave, SaeId master, List<UUID> ids) {
        public Take {
            ids = List.copyOf(ids);
            if (Set.copyOf(ids).size() != ids.size()) {
                throw new IllegalArgumentException("a key is asked for twice");
            }
        }
    }

    /**
     * Takes back keys that {@code source} made: READY becomes VOID here, and if {@code source} is
     * this site, RESERVED and ISSUED as well. What slaves already have stays theirs.
     *
     * @return how many rows changed
     */
    int voidKeys(SiteId source, Collection<UUID> ids, String reason);

    /**
     * Makes keys READY here that crossed {@code link} QUARANTINED, if they were made after {@code
     * madeAfter}, and those of them that this site issued VOID.
     *
     * @return how many rows changed
     */
    int voidOver(LinkId link, Instant madeAfter, String reason);

    /**
     * Makes every key that is READY or RESERVED here VOID, because the database is older than its
     * past and they may have been handed out already.
     *
     * @return how many rows changed
     */
    int voidAll(String reason);

    /** Source: ids that are still RESERVED though they were made before {@code madeBefore}. */
    List<IssuedKey> stale(Instant madeBefore, int limit);

    /** Erases what has expired; says how many keys were still waiting. */
    int expire(Instant now);

    /** Keys that are READY. */
    long waiting();

    /** What became of keys offered to the store. */
    enum Put {
        STORED,
        /** A key of one of these ids is known already. */
        ID_IN_USE,
        /** Too many keys wait for one of the slaves. */
        FULL
    }

    /** Keys for their slave, or why there are none; then nothing was consumed. */
    sealed interface Taken {
        record Keys(List<TakenKey> keys) implements Taken {}

        /** At least one id is not known, delivered already, expired, or of another master. */
        record NotFound() implements Taken {}

        /** At least one key is for other SAEs. */
        record NotEntitled() implements Taken {}
    }
}
