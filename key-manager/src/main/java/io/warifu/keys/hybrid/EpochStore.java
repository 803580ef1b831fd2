package io.warifu.keys.hybrid;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Epochs that other sites agreed on with this one. They outlive a restart, because keys under way
 * need them, and every instance of the site finds them.
 *
 * <p>Guarantee: an id is stored once; what {@link #put} stored is committed when it returns.
 */
interface EpochStore {

    /** Most live epochs of one initiator; more than a peer needs that sends at full speed. */
    int MAX_EPOCHS_PER_INITIATOR = 4_000;

    Put put(HybridEpoch epoch);

    /** The epoch, whether it has expired or not; the caller closes its secret. */
    Optional<HybridEpoch> find(UUID id);

    /** Erases what has expired; says how many there were. */
    int expire(Instant now);

    /** What became of an epoch offered to the store. */
    enum Put {
        STORED,
        ID_IN_USE,
        /** This initiator has too many live epochs. */
        FULL
    }
}
