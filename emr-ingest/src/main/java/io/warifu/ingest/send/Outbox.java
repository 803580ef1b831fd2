package io.warifu.ingest.send;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.share.ShareReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Accepted shares that have no receipt yet.
 *
 * <p>Guarantee: a share leaves only in {@link #settle}, in one transaction with the arrival of its
 * receipt.
 */
public interface Outbox {

    /** The oldest shares for {@code site} that may be tried at {@code now}. */
    List<OutboxItem> due(SiteId site, int limit, Instant now);

    /** The bytes of a share that {@link #due} named. */
    byte[] share(OutboxItem item);

    /** Keeps verified receipts and lets their shares go; a receipt without its share is ignored. */
    void settle(List<ShareReceipt> receipts);

    /** Leaves a share alone until {@code notBefore}. */
    void postpone(OutboxItem item, Instant notBefore);

    /** Shares that wait, over all sites. */
    long depth();

    /**
     * How far the objects of one storage are from safe.
     *
     * @param missing receipts that the worst object still misses; 0 if there is none
     * @param sites that have not receipted everything
     */
    record Open(int missing, Set<SiteId> sites) {

        public Open {
            sites = Set.copyOf(sites);
        }
    }

    Open openOf(String root);
}
