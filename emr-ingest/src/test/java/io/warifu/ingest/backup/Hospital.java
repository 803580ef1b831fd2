package io.warifu.ingest.backup;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warifu.ingest.FakeShareServer;
import io.warifu.ingest.Restorer;
import io.warifu.ingest.TestDatabase;
import io.warifu.ingest.scan.FileReader;
import io.warifu.ingest.scan.FoundFile;
import io.warifu.ingest.scan.RecordReader;
import io.warifu.ingest.scan.StorageScanner;
import io.warifu.ingest.send.Couriers;
import io.warifu.ingest.send.JdbcOutbox;
import io.warifu.ingest.send.Outbox;
import io.warifu.ingest.send.ShareServer;
import io.warifu.ingest.send.ShareStoreClient;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.servicekit.tls.SiteHttp;
import io.warifu.sharing.ShamirSharing;
import io.warifu.sharing.Threshold;
import io.warifu.ssmix2.message.Hl7Reader;
import io.warifu.ssmix2.path.SsMixTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The whole backup of one hospital without its web door, against five share servers. */
final class Hospital implements AutoCloseable {

    static final Threshold THRESHOLD = new Threshold(3, 5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<FakeShareServer> servers = new ArrayList<>();
    private final TestDatabase database;
    private final JdbcBackupJournal journal;
    private final JdbcOutbox outbox;
    private @Nullable Couriers couriers;

    Hospital(TestDatabase database) {
        this.database = database;
        database.empty();
        String[] sites = {"tokyo", "kochi", "koganei", "nagoya", "osaka"};
        for (int i = 0; i < sites.length; i++) {
            servers.add(new FakeShareServer(sites[i], i + 1));
        }
        List<SiteId> siteIds = servers.stream().map(FakeShareServer::site).toList();
        journal =
                new JdbcBackupJournal(database.jdbc(), database.transactions(), siteIds, THRESHOLD);
        outbox = new JdbcOutbox(database.jdbc(), database.transactions());
    }

    FakeShareServer server(int index) {
        return servers.get(index - 1);
    }

    BackupJournal journal() {
        return journal;
    }

    Outbox outbox() {
        return outbox;
    }

    TestDatabase database() {
        return database;
    }

    /** Backs up without anybody sending. */
    RecordedProgress backUp(Path root) {
        return backUp(root, new RecordedProgress());
    }

    RecordedProgress backUp(Path root, RecordedProgress progress) {
        BackupPipeline pipeline =
                new BackupPipeline(
                        new SiteId("tokyo"),
                        new StorageScanner(),
                        new RecordReader(new Hl7Reader()),
                        sealer(),
                        journal,
                        () -> {});
        try {
            pipeline.backUp(SsMixTree.open(root), progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return progress;
    }

    /** Works a listing off that may be older than the storage. */
    RecordedProgress backUpListing(Path root, List<FoundFile> listing) {
        RecordedProgress progress = new RecordedProgress();
        String name = root.toUri().getRawPath();
        OpenBatch batch = new OpenBatch(name, new SiteId("tokyo"), journal, sealer(), () -> {});
        new BackupRun(
                        name,
                        new FileReader(root),
                        new RecordReader(new Hl7Reader()),
                        batch,
                        progress)
                .run(listing.getFirst().patientId(), listing);
        batch.acceptRest();
        return progress;
    }

    private static ObjectSealer sealer() {
        SecureRandom random = new SecureRandom();
        return new ObjectSealer(
                ShamirSharing.withCipherCoins(random),
                THRESHOLD,
                new Pseudonyms(SecretBytes.takeFrom(new byte[Pseudonyms.KEY_BYTES])),
                random);
    }

    Couriers startSending() {
        HttpClient http = SiteHttp.plain(Duration.ofSeconds(2));
        List<ShareStoreClient> clients =
                servers.stream().map(server -> client(server, http)).toList();
        Couriers started =
                new Couriers(
                        http,
                        clients,
                        outbox,
                        InstantSource.system(),
                        Duration.ofMillis(500),
                        new SimpleMeterRegistry());
        started.start();
        couriers = started;
        return started;
    }

    private static ShareStoreClient client(FakeShareServer server, HttpClient http) {
        return new ShareStoreClient(
                new ShareServer(
                        server.site(), server.index(), server.url(), server.keys().getPublic()),
                new SiteId("tokyo"),
                http,
                Duration.ofSeconds(5),
                new JsonMapper());
    }

    void awaitEmptyOutbox() {
        await().atMost(PATIENCE).until(() -> outbox.depth() == 0);
    }

    /** From the three servers named. */
    Restorer restorer(int first, int second, int third) {
        return new Restorer(List.of(server(first), server(second), server(third)));
    }

    @Override
    public void close() {
        if (couriers != null) {
            couriers.stop();
        }
        servers.forEach(FakeShareServer::close);
    }
}
