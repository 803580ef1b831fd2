package io.warifu.kernel.pack;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of the catalogue. Later lines about the same patient or path replace earlier ones. */
public sealed interface CatalogueEntry {

    /**
     * Who a patient is, as the newest current ADT-00 (or, without one, any message with a PID)
     * says.
     *
     * @param patientId of the owner hospital
     * @param kanjiName family and given name with one blank between; empty if the message has none
     * @param kanaName likewise
     * @param birthDate null if missing or no date
     * @param sex PID-8, empty if missing
     */
    record Patient(
            String patientId,
            String kanjiName,
            String kanaName,
            @Nullable LocalDate birthDate,
            String sex)
            implements CatalogueEntry {}

    /**
     * One version of one file that is kept in shares.
     *
     * @param path where it lies in the storage
     * @param patientId as in the path; empty if the path names none
     * @param name the fields of the file name; null if it is no SS-MIX2 name
     * @param sizeBytes of the file
     * @param digest of the file's bytes
     * @param parts where the bytes lie, in file order; an empty file has one empty part
     * @param remarks why the file was not read as a proper SS-MIX2 record; empty if it was
     */
    record Version(
            StoredPath path,
            String patientId,
            @Nullable RecordName name,
            long sizeBytes,
            Sha256 digest,
            List<PartRef> parts,
            List<String> remarks)
            implements CatalogueEntry {

        public Version {
            parts = List.copyOf(parts);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A file was renamed in the storage with its bytes unchanged, as SS-MIX2 does when it
     * supersedes or deletes a record.
     */
    record Move(StoredPath from, StoredPath to, RecordName name) implements CatalogueEntry {}

    /**
     * The seven fields of an SS-MIX2 file name, as text and unpadded by us.
     *
     * @param careDate yyyyMMdd or {@code -}
     * @param occurrenceTime usually 17 digits
     * @param flag 1 current, 2 past, 0 deleted
     */
    record RecordName(
            String patientId,
            String careDate,
            String dataType,
            String orderNumber,
            String occurrenceTime,
            String department,
            String flag) {

        /** One order is these four; at most one file of an order carries flag 1. */
        public String orderKey() {
            return patientId + "_" + careDate + "_" + dataType + "_" + orderNumber;
        }

        public boolean current() {
            return flag.equals("1");
        }
    }
}
