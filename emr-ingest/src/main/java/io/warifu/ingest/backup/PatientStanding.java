package io.warifu.ingest.backup;

import io.warifu.kernel.pack.CatalogueEntry.RecordName;
import io.warifu.kernel.pack.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * From which message the catalogue's word about a patient comes, so that an older or lesser message
 * does not displace it.
 *
 * @param rank current ADT-00 before any other current message, these before what is not current
 * @param time of occurrence, as in the file name
 * @param digest of the demographics; null if the catalogue says nothing about the patient
 */
public record PatientStanding(String patientId, int rank, String time, @Nullable Sha256 digest) {

    private static final int UNKNOWN = -1;
    private static final String DEMOGRAPHICS_TYPE = "ADT-00";

    static PatientStanding unknown(String patientId) {
        return new PatientStanding(patientId, UNKNOWN, "", null);
    }

    static PatientStanding of(RecordName name, Sha256 digest) {
        int rank = (name.current() ? 2 : 0) + (name.dataType().equals(DEMOGRAPHICS_TYPE) ? 1 : 0);
        return new PatientStanding(name.patientId(), rank, name.occurrenceTime(), digest);
    }

    boolean yieldsTo(PatientStanding newer) {
        return newer.rank > rank || (newer.rank == rank && newer.time.compareTo(time) >= 0);
    }
}
