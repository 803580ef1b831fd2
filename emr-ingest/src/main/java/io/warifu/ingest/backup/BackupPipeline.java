package io.warifu.ingest.backup;

import io.warifu.ingest.scan.FileReader;
import io.warifu.ingest.scan.RecordReader;
import io.warifu.ingest.scan.StorageScanner;
import io.warifu.kernel.id.SiteId;
import io.warifu.ssmix2.path.SsMixTree;

/**
 * The way of a storage into the journal.
 *
 * <p>Guarantee: when {@link #backUp} returns, every file that could be read is journalled under its
 * path with its exact bytes in shares, and every other one was reported. Killed anywhere, it has
 * accepted whole batches only, and the next run goes on from there.
 */
public final class BackupPipeline {

    private final SiteId owner;
    private final StorageScanner scanner;
    private final RecordReader records;
    private final ObjectSealer sealer;
    private final BackupJournal journal;
    private final Runnable accepted;

    /**
     * Joins the parts.
     *
     * @param accepted called after each accepted batch, to wake those who send
     */
    public BackupPipeline(
            SiteId owner,
            StorageScanner scanner,
            RecordReader records,
            ObjectSealer sealer,
            BackupJournal journal,
            Runnable accepted) {
        this.owner = owner;
        this.scanner = scanner;
        this.records = records;
        this.sealer = sealer;
        this.journal = journal;
        this.accepted = accepted;
    }

    public void backUp(SsMixTree tree, BackupProgress progress) {
        progress.expect(scanner.count(tree));
        String root = rootOf(tree);
        OpenBatch batch = new OpenBatch(root, owner, journal, sealer, accepted);
        FileReader files = new FileReader(tree.root());
        scanner.scan(tree, new BackupRun(root, files, records, batch, progress));
        batch.acceptRest();
    }

    /** The name of a storage in the journal, with the very bytes of its path. */
    public static String rootOf(SsMixTree tree) {
        return tree.root().toUri().getRawPath();
    }
}
