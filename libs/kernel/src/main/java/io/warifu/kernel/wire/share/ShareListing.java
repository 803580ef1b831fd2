package io.warifu.kernel.wire.share;

import java.util.List;

/**
 * One page of {@code GET /api/v1/shares?owner=&kind=&after=&limit=}, in the order in which this
 * server stored them.
 *
 * @param items at most {@code limit} of them
 * @param next the {@code after} of the next page; equal to the given one when nothing newer is
 *     stored
 */
public record ShareListing(List<Item> items, long next) {

    public ShareListing {
        items = List.copyOf(items);
    }

    /**
     * One stored share.
     *
     * @param objectId in UUID form
     * @param sequence this server's own counter, rising with storing time
     * @param sizeBytes of the share, header and payload
     */
    public record Item(String objectId, long sequence, long sizeBytes) {}
}
