package io.warifu.ingest.backup;

import io.warifu.ingest.backup.PatientRecord.KnownFile;
import io.warifu.ingest.send.Outbox;
import io.warifu.ingest.send.OutboxItem;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import io.warifu.kernel.wire.share.ShareReceipt;
import io.warifu.sharing.Threshold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Journal and outbox in memory: what the contract means, without a database. */
final class InMemoryJournal implements BackupJournal, Outbox {

    private record Place(String patientId, String root, Content content, ObjectId segment) {}

    private record Content(String patientId, Sha256 digest, List<PartRef> parts) {}

    private record Accepted(Content content, ObjectId segment) {}

    @SuppressWarnings("ArrayRecordComponent") // Handed on as it came, never compared.
    private record Waiting(
            OutboxItem item, SiteId site, byte[] share, String root, Instant notBefore) {}

    private final List<SiteId> sites;
    private final Threshold threshold;
    private final Map<String, PatientStanding> standings = new HashMap<>();
    private final Map<StoredPath, Place> files = new HashMap<>();
    private final Map<String, Content> contents = new HashMap<>();
    private final List<Accepted> versions = new ArrayList<>();
    private final Map<Long, Waiting> outbox = new LinkedHashMap<>();
    private long nextSequence = 1;
    private long nextId = 1;

    InMemoryJournal(List<SiteId> sites, Threshold threshold) {
        this.sites = List.copyOf(sites);
        this.threshold = threshold;
    }

    @Override
    public synchronized PatientRecord recall(String patientId) {
        Map<StoredPath, KnownFile> known = new HashMap<>();
        files.forEach((path, place) -> {
            if (place.patientId().equals(patientId)) {
                known.put(path, new KnownFile(place.content().digest(), place.root()));
            }
        });
        Map<Sha256, List<PartRef>> kept = new HashMap<>();
        for (Content content : contents.values()) {
            if (content.patientId().equals(patientId)) {
                kept.put(content.digest(), content.parts());
            }
        }
        return new PatientRecord(
                standings.getOrDefault(patientId, PatientStanding.unknown(patientId)), known, kept);
    }

    @Override
    public synchronized void accept(Batch batch, SegmentMaker maker) {
        List<SealedObject> objects = new ArrayList<>(batch.packs());
        ObjectId segment = batch.packs().isEmpty() ? null : batch.packs().getFirst().id();
        if (!batch.entries().isEmpty()) {
            SealedObject made = maker.segment(nextSequence);
            nextSequence++;
            objects.add(made);
            segment = made.id();
        }
        for (SealedObject object : objects) {
            enqueue(object, batch.root());
        }
        if (segment != null) {
            for (CatalogueEntry entry : batch.entries()) {
                follow(entry, batch.root(), segment);
            }
        }
        for (StoredPath path : batch.seenHere()) {
            files.computeIfPresent(
                    path,
                    (_, p) -> new Place(p.patientId(), batch.root(), p.content(), p.segment()));
        }
        batch.standings().forEach(standing -> standings.put(standing.patientId(), standing));
    }

    private void enqueue(SealedObject object, String root) {
        for (int i = 0; i < sites.size(); i++) {
            byte[] share = object.shares().get(i);
            OutboxItem item =
                    new OutboxItem(
                            nextId++,
                            object.id(),
                            object.kind(),
                            object.audience(),
                            object.pseudonym(),
                            Sha256.of(share),
                            0);
            outbox.put(item.id(), new Waiting(item, sites.get(i), share, root, Instant.MIN));
        }
    }

    private void follow(CatalogueEntry entry, String root, ObjectId segment) {
        switch (entry) {
            case CatalogueEntry.Patient _ -> {}
            case CatalogueEntry.Version version -> {
                Content content =
                        contents.computeIfAbsent(
                                version.patientId() + "/" + version.digest(),
                                _ ->
                                        new Content(
                                                version.patientId(),
                                                version.digest(),
                                                version.parts()));
                versions.add(new Accepted(content, segment));
                files.put(version.path(), new Place(version.patientId(), root, content, segment));
            }
            case CatalogueEntry.Move move -> {
                Place place = files.remove(move.from());
                if (place != null) {
                    files.put(
                            move.to(),
                            new Place(place.patientId(), root, place.content(), segment));
                }
            }
        }
    }

    @Override
    public synchronized Safety safetyOf(String root) {
        return safety(
                files.values().stream()
                        .filter(place -> place.root().equals(root))
                        .map(place -> new Accepted(place.content(), place.segment())));
    }

    @Override
    public synchronized Safety safety() {
        return safety(versions.stream());
    }

    private Safety safety(Stream<Accepted> accepted) {
        long[] counts = new long[3];
        accepted.forEach(version -> {
            Set<ObjectId> objects = new HashSet<>();
            objects.add(version.segment());
            version.content().parts().forEach(part -> objects.add(part.object()));
            long missing = objects.stream().mapToLong(this::missing).max().orElse(0);
            counts[0]++;
            if (missing == 0) {
                counts[1]++;
            } else if (missing <= threshold.n() - threshold.k()) {
                counts[2]++;
            }
        });
        return new Safety(counts[0], counts[1], counts[2]);
    }

    private long missing(ObjectId object) {
        return outbox.values().stream().filter(w -> w.item().object().equals(object)).count();
    }

    @Override
    public synchronized long patients() {
        return files.values().stream()
                .map(Place::patientId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .count();
    }

    @Override
    public synchronized List<OutboxItem> due(SiteId site, int limit, Instant now) {
        return outbox.values().stream()
                .filter(w -> w.site().equals(site) && !w.notBefore().isAfter(now))
                .limit(limit)
                .map(Waiting::item)
                .toList();
    }

    @Override
    public synchronized byte[] share(OutboxItem item) {
        Waiting waiting = outbox.get(item.id());
        if (waiting == null) {
            throw new IllegalStateException("the outbox has lost share " + item.id());
        }
        return waiting.share();
    }

    @Override
    public synchronized void settle(List<ShareReceipt> receipts) {
        for (ShareReceipt receipt : receipts) {
            outbox.values()
                    .removeIf(w ->
                            w.item().object().toString().equals(receipt.objectId())
                                    && w.site().value().equals(receipt.site()));
        }
    }

    @Override
    public synchronized void postpone(OutboxItem item, Instant notBefore) {
        outbox.computeIfPresent(
                item.id(),
                (_, w) ->
                        new Waiting(
                                new OutboxItem(
                                        item.id(),
                                        item.object(),
                                        item.kind(),
                                        item.audience(),
                                        item.pseudonym(),
                                        item.digest(),
                                        w.item().attempts() + 1),
                                w.site(),
                                w.share(),
                                w.root(),
                                notBefore));
    }

    @Override
    public synchronized long depth() {
        return outbox.size();
    }

    @Override
    public synchronized Open openOf(String root) {
        List<Waiting> open = outbox.values().stream().filter(w -> w.root().equals(root)).toList();
        long worst = open.stream().mapToLong(w -> missing(w.item().object())).max().orElse(0);
        return new Open((int) worst, open.stream().map(Waiting::site).collect(Collectors.toSet()));
    }
}
