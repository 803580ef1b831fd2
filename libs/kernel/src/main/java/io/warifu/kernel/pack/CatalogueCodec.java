package io.warifu.kernel.pack;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CatalogueSegment} as a parcel.
 *
 * <pre>
 * content:  "CATL" · version 1 (1 byte) · owner (text) · sequence (8) · entry count (4) · entries
 * patient:  1 (1 byte) · patient id · kanji name · kana name · birth date yyyy-MM-dd or empty · sex
 * version:  2 · path · patient id · has name (1) [· name] · size (8) · digest (32)
 *           · part count (4) · parts · remark count (4) · remarks
 * move:     3 · from · to · name
 * name:     patient id · care date · type · order number · time · department · flag
 * part:     object id (16) · index (4)
 * </pre>
 *
 * Every field without a size is a text: length in bytes (2), then UTF-8.
 */
public final class CatalogueCodec {

    public static final int MAX_ENTRIES = 262_144;

    private static final String MAGIC = "CATL";
    private static final int PATIENT = 1;
    private static final int VERSION = 2;
    private static final int MOVE = 3;
    private static final int MAX_PARTS = 65_536;
    private static final int MAX_REMARKS = 64;

    private CatalogueCodec() {}

    public static byte[] encode(CatalogueSegment segment) {
        ContentWriter out = new ContentWriter(MAGIC);
        out.text(segment.owner().value());
        out.u64(segment.sequence());
        out.u32(segment.entries().size());
        for (CatalogueEntry entry : segment.entries()) {
            switch (entry) {
                case CatalogueEntry.Patient patient -> writePatient(out, patient);
                case CatalogueEntry.Version version -> writeVersion(out, version);
                case CatalogueEntry.Move move -> writeMove(out, move);
            }
        }
        return ParcelCodec.wrap(out.toByteArray());
    }

    public static CatalogueSegment decode(byte[] parcel) throws MalformedParcelException {
        ContentReader in = new ContentReader(MAGIC, ParcelCodec.unwrap(parcel));
        return in.read(() -> {
            SiteId owner = new SiteId(in.text());
            long sequence = in.u64();
            int count = in.count(MAX_ENTRIES);
            List<CatalogueEntry> entries = new ArrayList<>(Math.min(count, 4096));
            for (int i = 0; i < count; i++) {
                entries.add(readEntry(in));
            }
            return new CatalogueSegment(owner, sequence, entries);
        });
    }

    private static CatalogueEntry readEntry(ContentReader in) {
        int kind = in.u8();
        return switch (kind) {
            case PATIENT ->
                    new CatalogueEntry.Patient(
                            in.text(), in.text(), in.text(), date(in.text()), in.text());
            case VERSION -> readVersion(in);
            case MOVE ->
                    new CatalogueEntry.Move(
                            new StoredPath(in.text()), new StoredPath(in.text()), readName(in));
            default -> throw new IllegalArgumentException("unknown entry kind " + kind);
        };
    }

    private static void writePatient(ContentWriter out, CatalogueEntry.Patient patient) {
        out.u8(PATIENT);
        out.text(patient.patientId());
        out.text(patient.kanjiName());
        out.text(patient.kanaName());
        LocalDate birthDate = patient.birthDate();
        out.text(birthDate == null ? "" : birthDate.toString());
        out.text(patient.sex());
    }

    private static void writeVersion(ContentWriter out, CatalogueEntry.Version version) {
        out.u8(VERSION);
        out.text(version.path().uriPath());
        out.text(version.patientId());
        CatalogueEntry.RecordName name = version.name();
        out.u8(name == null ? 0 : 1);
        if (name != null) {
            writeName(out, name);
        }
        out.u64(version.sizeBytes());
        out.bytes(version.digest().toBytes());
        out.u32(version.parts().size());
        for (PartRef part : version.parts()) {
            out.bytes(part.object().toBytes());
            out.u32(part.index());
        }
        out.u32(version.remarks().size());
        version.remarks().forEach(out::text);
    }

    private static CatalogueEntry.Version readVersion(ContentReader in) {
        StoredPath path = new StoredPath(in.text());
        String patientId = in.text();
        CatalogueEntry.RecordName name = in.u8() == 0 ? null : readName(in);
        long sizeBytes = in.u64();
        Sha256 digest = Sha256.fromBytes(in.bytes(Sha256.BYTES));
        int partCount = in.count(MAX_PARTS);
        List<PartRef> parts = new ArrayList<>(Math.min(partCount, 16));
        for (int i = 0; i < partCount; i++) {
            parts.add(new PartRef(ObjectId.fromBytes(in.bytes(ObjectId.BYTES)), in.u32()));
        }
        int remarkCount = in.count(MAX_REMARKS);
        List<String> remarks = new ArrayList<>(remarkCount);
        for (int i = 0; i < remarkCount; i++) {
            remarks.add(in.text());
        }
        return new CatalogueEntry.Version(path, patientId, name, sizeBytes, digest, parts, remarks);
    }

    private static void writeMove(ContentWriter out, CatalogueEntry.Move move) {
        out.u8(MOVE);
        out.text(move.from().uriPath());
        out.text(move.to().uriPath());
        writeName(out, move.name());
    }

    private static void writeName(ContentWriter out, CatalogueEntry.RecordName name) {
        out.text(name.patientId());
        out.text(name.careDate());
        out.text(name.dataType());
        out.text(name.orderNumber());
        out.text(name.occurrenceTime());
        out.text(name.department());
        out.text(name.flag());
    }

    private static CatalogueEntry.RecordName readName(ContentReader in) {
        return new CatalogueEntry.RecordName(
                in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.text());
    }

    private static @Nullable LocalDate date(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a birth date is no date", e);
        }
    }
}
