package io.warifu.crossref.audit;

import java.util.List;

/** An append-only list of accesses. */
public interface AccessLog {

    /** Most entries that one page holds. */
    int MAX_PAGE_ENTRIES = 500;

    /**
     * Appends one entry; when this method returns, the entry is committed.
     *
     * @throws io.warifu.kernel.problem.WarifuException {@code AUDIT_UNAVAILABLE} if it cannot be
     *     written; the caller then releases nothing
     */
    void write(Access access);

    /**
     * The newest entries whose sequence lies below {@code before}, newest first.
     *
     * @param limit 1 to {@link #MAX_PAGE_ENTRIES}
     */
    List<LoggedAccess> read(long before, int limit);
}
