package io.warifu.ingest.backup;

import io.warifu.ingest.send.Outbox;

final class InMemoryJournalTest extends BackupJournalContract {

    @Override
    BackupJournal freshJournal() {
        return new InMemoryJournal(SITES, THRESHOLD);
    }

    @Override
    Outbox outboxOf(BackupJournal fresh) {
        return (InMemoryJournal) fresh;
    }
}
