package io.warifu.shares.keep;

import io.warifu.kernel.id.ObjectId;
import java.util.List;
import java.util.Optional;

/**
 * Where shares are kept: one under each object id, never changed afterwards. Safe for several
 * threads; every implementation passes the same contract test.
 */
public interface ShareStore {

    /**
     * Keeps a share. When this returns {@link PutOutcome.Stored} the share is committed; of several
     * puts for one object id at the same time exactly one is stored.
     */
    PutOutcome put(NewShare share);

    Optional<StoredShare> find(ObjectId object);

    /**
     * Lists in the order of storing. Guarantee: when an item is visible, every item with a smaller
     * sequence is too, so that a reader who pages with the last sequence seen misses nothing.
     */
    List<ListedShare> list(ListingQuery query);

    Totals totals();
}
