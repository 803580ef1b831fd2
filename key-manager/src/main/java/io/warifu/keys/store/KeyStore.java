package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * End keys that wait for their slave SAE.
 *
 * <p>Guarantee: {@link #take} gives each key at most once, whatever the number of callers, threads
 * and instances; a request for several keys gives all of them or none; what {@link #put} and {@link
 * #recordIssued} accepted is committed when they return. A key that was taken is gone from the
 * store before its caller sees it: if the answer is lost on its way, so is the key.
 */
public interface KeyStore {

    /** Most keys that may wait for one slave SAE. */
    int MAX_WAITING_PER_SLAVE = 20_000;

    /** Takes keys of one slave in, all of them or none. */
    Put put(List<WaitingKey> keys);

    /** Hands the keys to {@code slave} in the order of {@code ids}, and forgets them. */
    Taken take(SaeId slave, SaeId master, List<UUID> ids, Instant now);

    /** Forgets keys that {@code source} made and never issued; says how many there were. */
    int cancel(SiteId source, Collection<UUID> ids);

    /** Notes keys as handed to their master. */
    void recordIssued(List<IssuedKey> keys);

    /** Forgets what has expired; says how many waiting keys there were. */
    int expire(Instant now);

    long waiting();

    /** What became of keys offered to the store. */
    enum Put {
        STORED,
        /** A key of one of these ids waits already. */
        ID_IN_USE,
        /** Too many keys wait for this slave. */
        FULL
    }

    /** Keys for their slave, or why there are none; then nothing was consumed. */
    sealed interface Taken {
        record Keys(List<SecretBytes> keys) implements Taken {}

        /** At least one id is not known, delivered already, expired, or of another master. */
        record NotFound() implements Taken {}

        /** At least one key waits for another SAE. */
        record NotEntitled() implements Taken {}
    }
}
