package io.warifu.crossref.query;

import io.warifu.crossref.catalogue.CatalogueStatus;
import io.warifu.crossref.collect.ServerState;
import io.warifu.crossref.patient.KeptRecord;
import io.warifu.crossref.patient.KnownPatient;
import io.warifu.crossref.restore.Provenance;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.ssmix2.message.RecordView;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JSON of the answers; field names are the contract of {@code /api/v1}. */
final class Answers {

    private Answers() {}

    /**
     * Who fits a search.
     *
     * @param partial whether a catalogue is incomplete, so that someone may be missing
     * @param truncated whether more patients fit than are shown
     */
    record Search(
            List<Candidate> candidates,
            boolean partial,
            boolean truncated,
            List<Institution> institutions,
            List<ShareServerAnswer> shareServers) {}

    record Candidate(
            String xid,
            String institution,
            String patientId,
            String kanjiName,
            String kanaName,
            @Nullable String birthDate,
            String sex) {

        static Candidate of(KnownPatient patient) {
            CatalogueEntry.Patient identity = patient.identity();
            return new Candidate(
                    patient.xid(),
                    patient.owner().value(),
                    identity.patientId(),
                    identity.kanjiName(),
                    identity.kanaName(),
                    Objects.toString(identity.birthDate(), null),
                    identity.sex());
        }
    }

    /** How far one hospital's catalogue is known. */
    record Institution(String institution, boolean partial, @Nullable String asOf) {

        static Institution of(CatalogueStatus status) {
            return new Institution(
                    status.owner().value(),
                    status.partial(),
                    Objects.toString(status.refreshedAt(), null));
        }
    }

    record ShareServerAnswer(String site, int index, String state, long latencyMillis) {

        static ShareServerAnswer of(ServerState state) {
            return new ShareServerAnswer(
                    state.site().value(),
                    state.index(),
                    state.condition().name(),
                    state.latencyMillis());
        }
    }

    /**
     * One version of one file.
     *
     * @param path for people
     * @param uriPath the same without loss
     */
    record RecordLine(
            String recordId,
            String path,
            String uriPath,
            String dataType,
            String careDate,
            String orderNumber,
            String occurrenceTime,
            String department,
            String flag,
            boolean current,
            long sizeBytes,
            String sha256,
            List<String> remarks) {

        static RecordLine of(KeptRecord kept) {
            CatalogueEntry.@Nullable RecordName given = kept.name();
            CatalogueEntry.RecordName name =
                    given == null
                            ? new CatalogueEntry.RecordName("", "", "", "", "", "", "")
                            : given;
            return new RecordLine(
                    kept.recordId(),
                    kept.path().display(),
                    kept.path().uriPath(),
                    name.dataType(),
                    name.careDate(),
                    name.orderNumber(),
                    name.occurrenceTime(),
                    name.department(),
                    name.flag(),
                    kept.current(),
                    kept.version().sizeBytes(),
                    kept.version().digest().hex(),
                    kept.version().remarks());
        }
    }

    /**
     * The main fields of a record, and where it came from.
     *
     * @param message null if the file is no readable message
     * @param unreadable why not; empty if it is
     */
    record View(
            String institution,
            RecordLine record,
            @Nullable RecordView message,
            String unreadable,
            List<Source> provenance) {}

    /** One object that the record was restored from. */
    record Source(
            String objectId, int threshold, List<String> shareServers, List<Suspect> culprits) {

        static Source of(Provenance provenance) {
            return new Source(
                    provenance.object().toString(),
                    provenance.threshold(),
                    provenance.servers().stream().map(Object::toString).toList(),
                    provenance.culprits().stream()
                            .map(c -> new Suspect(c.site().value(), c.reason()))
                            .toList());
        }
    }

    record Suspect(String site, String reason) {}
}
