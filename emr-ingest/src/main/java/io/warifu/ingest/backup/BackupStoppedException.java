package io.warifu.ingest.backup;

/** The service is stopping; what was accepted stays accepted, and the next run goes on. */
public final class BackupStoppedException extends RuntimeException {

    public BackupStoppedException() {
        super("the service is stopping");
    }
}
