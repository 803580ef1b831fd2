package io.warifu.ingest.scan;

import io.warifu.kernel.pack.StoredPath;
import io.warifu.ssmix2.path.SsMixTree;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Lists a storage in runs of files of one patient; nothing that is there goes unsaid. */
public final class StorageScanner {

    /** Files of one run; a patient with more comes in several. */
    public static final int MAX_RUN_FILES = 1_024;

    /** What a storage holds at the time of counting. */
    public record Totals(long files, long bytes) {}

    /** Told of runs in the order of the tree. */
    public interface Handler {

        /** Never empty; all files have this patient id, which may be the empty text. */
        void run(String patientId, List<FoundFile> files);

        /** Something that is no file, or that cannot be read. */
        void refused(String displayPath, String reason);
    }

    public Totals count(SsMixTree tree) {
        long[] totals = new long[2];
        tree.walk(
                new SsMixTree.Visitor() {
                    @Override
                    public void file(StoredPath path, BasicFileAttributes attributes) {
                        totals[0]++;
                        totals[1] += attributes.size();
                    }

                    @Override
                    public void skipped(String displayPath, String reason) {
                        // The scan itself reports it.
                    }
                });
        return new Totals(totals[0], totals[1]);
    }

    public void scan(SsMixTree tree, Handler handler) {
        Runs runs = new Runs(handler);
        tree.walk(runs);
        runs.flush();
    }

    private static final class Runs implements SsMixTree.Visitor {

        private final Handler handler;
        private List<FoundFile> run = new ArrayList<>();

        Runs(Handler handler) {
            this.handler = handler;
        }

        @Override
        public void file(StoredPath path, BasicFileAttributes attributes) {
            FoundFile file = FoundFile.at(path);
            if (!run.isEmpty()
                    && (run.size() == MAX_RUN_FILES
                            || !run.getFirst().patientId().equals(file.patientId()))) {
                flush();
            }
            run.add(file);
        }

        @Override
        public void skipped(String displayPath, String reason) {
            handler.refused(displayPath, reason);
        }

        void flush() {
            if (!run.isEmpty()) {
                List<FoundFile> files = run;
                run = new ArrayList<>();
                handler.run(files.getFirst().patientId(), files);
            }
        }
    }
}
