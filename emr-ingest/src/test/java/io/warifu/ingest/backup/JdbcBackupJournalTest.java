package io.warifu.ingest.backup;

import io.warifu.ingest.TestDatabase;
import io.warifu.ingest.send.JdbcOutbox;
import io.warifu.ingest.send.Outbox;
import org.junit.jupiter.api.AfterAll;

final class JdbcBackupJournalTest extends BackupJournalContract {

    private static final TestDatabase DATABASE = new TestDatabase();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Override
    BackupJournal freshJournal() {
        DATABASE.empty();
        return new JdbcBackupJournal(DATABASE.jdbc(), DATABASE.transactions(), SITES, THRESHOLD);
    }

    @Override
    Outbox outboxOf(BackupJournal fresh) {
        return new JdbcOutbox(DATABASE.jdbc(), DATABASE.transactions());
    }
}
