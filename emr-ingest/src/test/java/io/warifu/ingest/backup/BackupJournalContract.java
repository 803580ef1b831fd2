package io.warifu.ingest.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.ingest.backup.PatientRecord.KnownFile;
import io.warifu.ingest.send.Outbox;
import io.warifu.ingest.send.OutboxItem;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.CatalogueEntry.RecordName;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import io.warifu.kernel.wire.share.Audience;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.kernel.wire.share.ShareReceipt;
import io.warifu.sharing.Threshold;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every journal and its outbox must do. */
abstract class BackupJournalContract {

    static final Threshold THRESHOLD = new Threshold(2, 3);
    static final List<SiteId> SITES =
            List.of(new SiteId("tokyo"), new SiteId("kochi"), new SiteId("osaka"));

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final String ROOT = "/root/";
    private static final RecordName NAME =
            new RecordName("0009000017", "-", "ADT-00", "9", "20260401091500123", "01", "2");

    private BackupJournal journal = freshJournal();
    private Outbox outbox = outboxOf(journal);
    private final List<Long> sequences = new ArrayList<>();

    abstract BackupJournal freshJournal();

    abstract Outbox outboxOf(BackupJournal fresh);

    @BeforeEach
    void freshEveryTime() {
        journal = freshJournal();
        outbox = outboxOf(journal);
        sequences.clear();
    }

    private static SealedObject object(ObjectKind kind) {
        UUID id = UUID.randomUUID();
        List<byte[]> shares = new ArrayList<>();
        for (SiteId site : SITES) {
            shares.add((id + " for " + site).getBytes(StandardCharsets.UTF_8));
        }
        return new SealedObject(
                new ObjectId(id),
                kind,
                Audience.FEDERATION,
                kind == ObjectKind.RECORD ? new UUID(7, 7) : null,
                shares);
    }

    private static CatalogueEntry.Version version(String path, String content, PartRef... parts) {
        return new CatalogueEntry.Version(
                new StoredPath(path),
                "0009000017",
                null,
                content.length(),
                Sha256.of(content.getBytes(StandardCharsets.UTF_8)),
                List.of(parts),
                List.of());
    }

    private static Batch batch(List<SealedObject> packs, CatalogueEntry... entries) {
        return new Batch(ROOT, packs, List.of(entries), List.of(), List.of());
    }

    private SealedObject accept(Batch batch) {
        SealedObject segment = object(ObjectKind.CATALOGUE);
        journal.accept(
                batch,
                sequence -> {
                    sequences.add(sequence);
                    return segment;
                });
        return segment;
    }

    private static ShareReceipt receipt(OutboxItem item, SiteId site) {
        return new ShareReceipt(
                item.object().toString(),
                site.value(),
                item.digest().hex(),
                "2026-11-25T00:00:00Z",
                "signature");
    }

    private void receiptAll(SiteId site) {
        outbox.settle(
                outbox.due(site, 100, NOW).stream().map(item -> receipt(item, site)).toList());
    }

    @Test
    void aBatchWhoseSegmentFailsLeavesNoTrace() {
        SealedObject pack = object(ObjectKind.RECORD);
        Batch batch = batch(List.of(pack), version("a", "x", new PartRef(pack.id(), 0)));

        assertThatThrownBy(() ->
                        journal.accept(
                                batch,
                                _ -> {
                                    throw new IllegalStateException("no segment");
                                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(outbox.depth()).isZero();
        assertThat(journal.safety()).isEqualTo(new Safety(0, 0, 0));
        accept(batch);
        assertThat(sequences).containsExactly(1L);
    }

    @Test
    void anUnknownPatientIsRecalledEmpty() {
        PatientRecord record = journal.recall("nobody");

        assertThat(record.files()).isEmpty();
        assertThat(record.contents()).isEmpty();
        assertThat(record.standing()).isEqualTo(PatientStanding.unknown("nobody"));
        assertThat(journal.patients()).isZero();
    }

    @Test
    void acceptedFilesAreRecalledWithTheirPartsInOrder() {
        SealedObject pack = object(ObjectKind.RECORD);
        PartRef first = new PartRef(pack.id(), 1);
        PartRef second = new PartRef(pack.id(), 0);
        CatalogueEntry.Version version = version("a%FF", "x", first, second);
        PatientStanding standing = new PatientStanding("0009000017", 3, "2026", version.digest());

        journal.accept(
                new Batch(ROOT, List.of(pack), List.of(version), List.of(standing), List.of()),
                _ -> object(ObjectKind.CATALOGUE));

        PatientRecord record = journal.recall("0009000017");
        assertThat(record.files())
                .containsOnlyKeys(new StoredPath("a%FF"))
                .containsValue(new KnownFile(version.digest(), ROOT));
        assertThat(record.contents()).containsEntry(version.digest(), List.of(first, second));
        assertThat(record.standing()).isEqualTo(standing);
        assertThat(journal.patients()).isEqualTo(1);
    }

    @Test
    void theSamePathTwiceInOneBatchEndsWithTheLater() {
        SealedObject pack = object(ObjectKind.RECORD);
        accept(
                batch(
                        List.of(pack),
                        version("a", "x", new PartRef(pack.id(), 0)),
                        version("a", "y", new PartRef(pack.id(), 1))));

        assertThat(journal.recall("0009000017").files().get(new StoredPath("a")))
                .isEqualTo(new KnownFile(version("a", "y").digest(), ROOT));
        assertThat(journal.safety().versions()).isEqualTo(2);
        assertThat(journal.safetyOf(ROOT).versions()).isEqualTo(1);
    }

    @Test
    void aMovedFileIsKnownUnderItsNewPathOnly() {
        SealedObject pack = object(ObjectKind.RECORD);
        accept(batch(List.of(pack), version("a", "x", new PartRef(pack.id(), 0))));
        accept(
                batch(
                        List.of(),
                        new CatalogueEntry.Move(new StoredPath("a"), new StoredPath("b"), NAME)));

        assertThat(journal.recall("0009000017").files()).containsOnlyKeys(new StoredPath("b"));
        assertThat(sequences).containsExactly(1L, 2L);
        assertThat(outbox.depth()).isEqualTo(3L * SITES.size());
    }

    @Test
    void aFileSeenBelowAnotherRootBelongsToIt() {
        SealedObject pack = object(ObjectKind.RECORD);
        accept(batch(List.of(pack), version("a", "x", new PartRef(pack.id(), 0))));
        journal.accept(
                new Batch("/other/", List.of(), List.of(), List.of(), List.of(new StoredPath("a"))),
                _ -> object(ObjectKind.CATALOGUE));

        assertThat(journal.safetyOf(ROOT).versions()).isZero();
        assertThat(journal.safetyOf("/other/").versions()).isEqualTo(1);
    }

    @Test
    void everySiteGetsItsOwnShareOldestFirst() {
        SealedObject first = object(ObjectKind.RECORD);
        SealedObject second = object(ObjectKind.RECORD);
        accept(batch(List.of(first, second)));

        for (int i = 0; i < SITES.size(); i++) {
            List<OutboxItem> due = outbox.due(SITES.get(i), 100, NOW);
            assertThat(due).extracting(OutboxItem::object).containsExactly(first.id(), second.id());
            assertThat(outbox.share(due.getFirst())).isEqualTo(first.shares().get(i));
            assertThat(due.getFirst().digest()).isEqualTo(Sha256.of(first.shares().get(i)));
            assertThat(due.getFirst().pseudonym()).isEqualTo(new UUID(7, 7));
            assertThat(outbox.due(SITES.get(i), 1, NOW)).hasSize(1);
        }
        assertThat(sequences).isEmpty();
    }

    @Test
    void aPostponedShareWaitsWithoutBeingLost() {
        accept(batch(List.of(object(ObjectKind.RECORD))));
        OutboxItem item = outbox.due(SITES.getFirst(), 1, NOW).getFirst();

        outbox.postpone(item, NOW.plusSeconds(10));

        assertThat(outbox.due(SITES.getFirst(), 1, NOW.plusSeconds(9))).isEmpty();
        assertThat(outbox.due(SITES.getFirst(), 1, NOW.plusSeconds(10)))
                .singleElement()
                .extracting(OutboxItem::attempts)
                .isEqualTo(1);
    }

    @Test
    void aVersionBecomesPendingThenAtRiskThenSafe() {
        SealedObject pack = object(ObjectKind.RECORD);
        accept(batch(List.of(pack), version("a", "x", new PartRef(pack.id(), 0))));

        assertThat(journal.safety()).isEqualTo(new Safety(1, 0, 0));
        receiptAll(SITES.get(0));
        assertThat(journal.safety()).isEqualTo(new Safety(1, 0, 0));
        assertThat(outbox.openOf(ROOT))
                .isEqualTo(new Outbox.Open(2, Set.of(SITES.get(1), SITES.get(2))));
        receiptAll(SITES.get(1));
        assertThat(journal.safety()).isEqualTo(new Safety(1, 0, 1));
        receiptAll(SITES.get(2));
        assertThat(journal.safety()).isEqualTo(new Safety(1, 1, 0));
        assertThat(journal.safetyOf(ROOT)).isEqualTo(new Safety(1, 1, 0));
        assertThat(outbox.openOf(ROOT)).isEqualTo(new Outbox.Open(0, Set.of()));
        assertThat(outbox.depth()).isZero();
    }

    @Test
    void aReceiptThatComesTwiceCountsOnce() {
        accept(batch(List.of(object(ObjectKind.RECORD))));
        OutboxItem item = outbox.due(SITES.getFirst(), 1, NOW).getFirst();
        ShareReceipt receipt = receipt(item, SITES.getFirst());

        outbox.settle(List.of(receipt));
        outbox.settle(List.of(receipt));

        assertThat(outbox.openOf(ROOT).missing()).isEqualTo(SITES.size() - 1);
    }

    @Test
    void aVersionIsOnlyAsSafeAsTheSegmentThatNamesIt() {
        SealedObject pack = object(ObjectKind.RECORD);
        SealedObject segment =
                accept(batch(List.of(pack), version("a", "x", new PartRef(pack.id(), 0))));
        for (SiteId site : SITES) {
            outbox.settle(
                    outbox.due(site, 100, NOW).stream()
                            .filter(item -> !item.object().equals(segment.id()))
                            .map(item -> receipt(item, site))
                            .toList());
        }

        assertThat(journal.safety()).isEqualTo(new Safety(1, 0, 0));
    }
}
