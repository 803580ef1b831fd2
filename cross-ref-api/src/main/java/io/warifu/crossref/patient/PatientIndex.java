package io.warifu.crossref.patient;

import io.warifu.crossref.opaque.OpaqueIds;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.StoredPath;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One hospital's catalogue as maps in memory: patients, the files of its storage by their present
 * path, and content that was superseded.
 *
 * <p>Assumption: entries come in the order of the catalogue. A later version of a path replaces the
 * earlier one, a move renames it; nothing is ever dropped. Safe for use by several threads.
 *
 * <p>Limit: everything is in memory, roughly 1 KiB a file and 0.5 KiB a patient, so a hospital with
 * a million files needs about 1 GiB; a search looks at every patient once.
 */
public final class PatientIndex {

    private final SiteId owner;
    private final OpaqueIds ids;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, KnownPatient> patientsById = new LinkedHashMap<>();
    private final Map<String, KnownPatient> patientsByXid = new HashMap<>();
    private final Map<StoredPath, KeptRecord> files = new LinkedHashMap<>();
    private final Map<String, KeptRecord> records = new HashMap<>();
    private final Map<String, Map<String, KeptRecord>> recordsByPatient = new HashMap<>();

    /** How much is known. */
    public record Size(int patients, int files, int records) {
        public static final Size NOTHING = new Size(0, 0, 0);
    }

    public PatientIndex(SiteId owner, OpaqueIds ids) {
        this.owner = owner;
        this.ids = ids;
    }

    public void apply(List<CatalogueEntry> entries) {
        lock.writeLock().lock();
        try {
            for (CatalogueEntry entry : entries) {
                switch (entry) {
                    case CatalogueEntry.Patient patient -> keepPatient(patient);
                    case CatalogueEntry.Version version -> keepVersion(version);
                    case CatalogueEntry.Move move -> rename(move);
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** At most {@code limit} patients that fit, in the order of their numbers. */
    public List<KnownPatient> search(PatientQuery query, int limit) {
        return reading(() ->
                patientsById.values().stream()
                        .filter(patient -> patient.fits(query))
                        .sorted(Comparator.comparing(KnownPatient::idForm))
                        .limit(limit)
                        .toList());
    }

    public Optional<KnownPatient> patient(String xid) {
        return reading(() -> Optional.ofNullable(patientsByXid.get(xid)));
    }

    /** Everything kept of a patient: what is current first, newest care date first. */
    public List<KeptRecord> records(KnownPatient patient) {
        Comparator<KeptRecord> order =
                Comparator.comparing((KeptRecord kept) -> !kept.current())
                        .thenComparing(PatientIndex::careDate, Comparator.reverseOrder())
                        .thenComparing(KeptRecord::path)
                        .thenComparing(KeptRecord::recordId);
        return reading(() ->
                recordsByPatient
                        .getOrDefault(patient.identity().patientId(), Map.of())
                        .values()
                        .stream()
                        .sorted(order)
                        .toList());
    }

    public Optional<KeptRecord> record(String recordId) {
        return reading(() -> Optional.ofNullable(records.get(recordId)));
    }

    /** The files of the storage as it stands now. */
    public List<KeptRecord> storage() {
        return reading(() -> List.copyOf(files.values()));
    }

    public Size size() {
        return reading(() -> new Size(patientsById.size(), files.size(), records.size()));
    }

    private void keepPatient(CatalogueEntry.Patient identity) {
        String xid = ids.patient(owner, identity.patientId());
        KnownPatient known = KnownPatient.of(owner, xid, identity);
        patientsById.put(identity.patientId(), known);
        patientsByXid.put(xid, known);
    }

    private void keepVersion(CatalogueEntry.Version version) {
        if (!version.patientId().isEmpty() && !patientsById.containsKey(version.patientId())) {
            // Files of a patient whose demographics have not come yet; found by number only.
            keepPatient(new CatalogueEntry.Patient(version.patientId(), "", "", null, ""));
        }
        StoredPath path = version.path();
        @Nullable KeptRecord before = files.get(path);
        boolean sameContent = before != null && before.version().digest().equals(version.digest());
        if (before != null && !sameContent) {
            keep(before.supersede());
        }
        String recordId =
                before != null && sameContent ? before.recordId() : freshRecordId(version);
        KeptRecord kept = new KeptRecord(owner, recordId, path, version.name(), version, false);
        files.put(path, kept);
        keep(kept);
    }

    private void rename(CatalogueEntry.Move move) {
        @Nullable KeptRecord before = files.remove(move.from());
        if (before == null) {
            // Its version is in a segment that is missing; the index is rebuilt when that comes.
            return;
        }
        @Nullable KeptRecord overwritten = files.get(move.to());
        if (overwritten != null) {
            keep(overwritten.supersede());
        }
        KeptRecord moved = before.movedTo(move.to(), move.name());
        files.put(move.to(), moved);
        keep(moved);
    }

    private void keep(KeptRecord kept) {
        records.put(kept.recordId(), kept);
        recordsByPatient
                .computeIfAbsent(kept.version().patientId(), _ -> new LinkedHashMap<>())
                .put(kept.recordId(), kept);
    }

    private String freshRecordId(CatalogueEntry.Version version) {
        int occurrence = 0;
        String id = ids.record(owner, version.path(), version.digest(), occurrence);
        while (records.containsKey(id)) {
            occurrence++;
            id = ids.record(owner, version.path(), version.digest(), occurrence);
        }
        return id;
    }

    private static String careDate(KeptRecord kept) {
        CatalogueEntry.@Nullable RecordName name = kept.name();
        return name == null ? "" : name.careDate();
    }

    private <T> T reading(Supplier<T> act) {
        lock.readLock().lock();
        try {
            return act.get();
        } finally {
            lock.readLock().unlock();
        }
    }
}
