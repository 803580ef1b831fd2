package io.warifu.crossref.audit;

/** What every access log checks. */
final class AccessLogs {

    private AccessLogs() {}

    static void requirePage(int limit) {
        if (limit < 1 || limit > AccessLog.MAX_PAGE_ENTRIES) {
            throw new IllegalArgumentException(
                    "a page has 1 to " + AccessLog.MAX_PAGE_ENTRIES + " entries");
        }
    }
}
