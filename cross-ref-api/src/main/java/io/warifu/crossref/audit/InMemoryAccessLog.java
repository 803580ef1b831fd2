package io.warifu.crossref.audit;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.ArrayList;
import java.util.List;

/** For tests: forgets everything with the process, and refuses when it is full. */
public final class InMemoryAccessLog implements AccessLog {

    private final int maxEntries;
    private final List<LoggedAccess> entries = new ArrayList<>();

    public InMemoryAccessLog(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    @Override
    public synchronized void write(Access access) {
        if (entries.size() >= maxEntries) {
            throw new WarifuException(ErrorCode.AUDIT_UNAVAILABLE, "The access log is full.");
        }
        entries.add(new LoggedAccess(entries.size() + 1L, access));
    }

    @Override
    public synchronized List<LoggedAccess> read(long before, int limit) {
        AccessLogs.requirePage(limit);
        return entries.reversed().stream()
                .filter(entry -> entry.sequence() < before)
                .limit(limit)
                .toList();
    }
}
