package io.warifu.crossref.audit;

final class InMemoryAccessLogTest extends AccessLogContract {

    @Override
    AccessLog newLog() {
        return new InMemoryAccessLog(100);
    }

    @Override
    AccessLog brokenLog() {
        return new InMemoryAccessLog(0);
    }
}
