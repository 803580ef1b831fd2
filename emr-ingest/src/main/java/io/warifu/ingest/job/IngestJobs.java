package io.warifu.ingest.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.ingest.backup.BackupJournal;
import io.warifu.ingest.backup.BackupPipeline;
import io.warifu.ingest.backup.BackupStoppedException;
import io.warifu.ingest.backup.Safety;
import io.warifu.ingest.store.RunStore;
import io.warifu.ingest.store.StoredRun;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.ssmix2.path.SsMixTree;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs of this service: at most one per storage, at most {@link #MAX_RUNNING} in all.
 *
 * <p>Guarantee: a run that a crash cut off is reported as failed after the restart; asking for the
 * same directory again goes on where it was, because the journal recognises what was accepted.
 */
public final class IngestJobs implements SmartLifecycle {

    static final int MAX_RUNNING = 4;

    private static final Logger LOG = LoggerFactory.getLogger(IngestJobs.class);
    private static final Duration MAX_STOP = Duration.ofSeconds(10);

    private final BackupPipeline pipeline;
    private final BackupJournal journal;
    private final ReceiptWatch watch;
    private final RunStore store;
    private final JsonMapper json;
    private final InstantSource clock;
    private final MeterRegistry registry;
    private final Map<String, IngestRun> running = new ConcurrentHashMap<>();
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private volatile boolean started;

    public IngestJobs(
            BackupPipeline pipeline,
            BackupJournal journal,
            ReceiptWatch watch,
            RunStore store,
            JsonMapper json,
            InstantSource clock,
            MeterRegistry registry) {
        this.pipeline = pipeline;
        this.journal = journal;
        this.watch = watch;
        this.store = store;
        this.json = json;
        this.clock = clock;
        this.registry = registry;
    }

    IngestReport begin(String directory) {
        SsMixTree tree = open(directory);
        IngestRun run =
                new IngestRun(
                        UUID.randomUUID(), BackupPipeline.rootOf(tree), clock.instant(), registry);
        synchronized (running) {
            if (running.containsKey(run.root())) {
                throw new WarifuException(
                        ErrorCode.INGEST_RUNNING, "Wait for the run of this storage to end.");
            }
            if (running.size() >= MAX_RUNNING) {
                throw new WarifuException(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "At most " + MAX_RUNNING + " storages are backed up at a time.");
            }
            running.put(run.root(), run);
        }
        try {
            save(run);
        } catch (RuntimeException e) {
            running.remove(run.root());
            throw e;
        }
        threads.put(
                run.root(),
                Thread.ofVirtual().name("ingest-" + run.id()).start(() -> work(run, tree)));
        return report(run);
    }

    private static SsMixTree open(String directory) {
        try {
            Path path = Path.of(directory);
            if (!path.isAbsolute()) {
                throw new WarifuException(
                        ErrorCode.BAD_REQUEST, "The directory must be an absolute path.");
            }
            return SsMixTree.open(path);
        } catch (InvalidPathException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "This is no path.", e);
        } catch (IOException e) {
            throw new WarifuException(
                    ErrorCode.STORAGE_NOT_READABLE,
                    "Give the path of a folder that this service may read.",
                    e);
        }
    }

    private void work(IngestRun run, SsMixTree tree) {
        try {
            pipeline.backUp(tree, run);
            switch (watch.await(run)) {
                case RESTORABLE -> run.done();
                case BELOW_THRESHOLD ->
                        run.failed(
                                text(
                                        ErrorCode.SHARES_BELOW_THRESHOLD,
                                        "Too few share servers take their shares; everything is"
                                                + " accepted and goes on being sent."));
            }
        } catch (BackupStoppedException | InterruptedException _) {
            run.failed(interrupted());
        } catch (RuntimeException e) {
            LOG.error("ingest {} failed", run.id(), e);
            run.failed(text(ErrorCode.INTERNAL, ErrorCode.INTERNAL.sentence()));
        } finally {
            end(run);
        }
    }

    private void end(IngestRun run) {
        try {
            save(run);
            LOG.info("ingest {} ended: {}", run.id(), run.state());
        } catch (RuntimeException e) {
            // After the restart the run is found as cut off.
            LOG.error("the end of ingest {} could not be written", run.id(), e);
        }
        threads.remove(run.root());
        running.remove(run.root());
    }

    Optional<IngestReport> find(UUID id) {
        return running.values().stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .map(this::report)
                .or(() -> store.find(id).map(this::report));
    }

    /** Newest first. */
    List<IngestReport> recent() {
        return store.recent().stream()
                .map(stored -> {
                    IngestRun run = running.get(stored.root());
                    return run != null && run.id().equals(stored.id())
                            ? report(run)
                            : report(stored);
                })
                .toList();
    }

    private IngestReport report(IngestRun run) {
        // The state first: receipts that were counted before the run said DONE would contradict it.
        return run.report(Safety.NONE).with(journal.safetyOf(run.root()));
    }

    private IngestReport report(StoredRun stored) {
        return json.readValue(stored.report(), IngestReport.class)
                .with(journal.safetyOf(stored.root()));
    }

    private void save(IngestRun run) {
        store.save(
                new StoredRun(
                        run.id(),
                        run.root(),
                        run.state(),
                        run.startedAt(),
                        json.writeValueAsString(report(run))));
    }

    private static String text(ErrorCode code, String detail) {
        return code.name() + ": " + detail;
    }

    private static String interrupted() {
        return text(
                ErrorCode.UNAVAILABLE,
                "The service stopped; back the same directory up again to go on.");
    }

    @Override
    public void start() {
        for (StoredRun cutOff : store.inState(IngestReport.RUNNING)) {
            IngestReport report = report(cutOff).endedAs(IngestReport.FAILED, interrupted());
            store.save(
                    new StoredRun(
                            cutOff.id(),
                            cutOff.root(),
                            report.state(),
                            cutOff.startedAt(),
                            json.writeValueAsString(report)));
        }
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        running.values().forEach(IngestRun::stop);
        try {
            for (Thread thread : List.copyOf(threads.values())) {
                if (!thread.join(MAX_STOP)) {
                    LOG.warn("{} does not end; the next start will find it cut off", thread);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Before the web server starts, after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
