package io.warifu.shares.keep;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.share.ObjectKind;
import org.jspecify.annotations.Nullable;

/**
 * Which shares to list.
 *
 * @param owner only this institution's, or everybody's
 * @param kind only this kind, or any
 * @param after only those with a greater sequence; 0 for the beginning
 * @param limit at most so many
 */
public record ListingQuery(
        @Nullable SiteId owner, @Nullable ObjectKind kind, long after, int limit) {

    public static final int MAX_ITEMS = 10_000;

    public ListingQuery {
        if (after < 0) {
            throw new IllegalArgumentException("after is not negative");
        }
        if (limit < 1 || limit > MAX_ITEMS) {
            throw new IllegalArgumentException("limit lies within 1.." + MAX_ITEMS);
        }
    }
}
