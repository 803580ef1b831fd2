package io.warifu.crossref.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.crossref.audit.Access.Action;
import io.warifu.crossref.audit.Access.Outcome;
import io.warifu.crossref.opaque.OpaqueIds;
import io.warifu.kernel.id.SiteId;
import io.warifu.servicekit.problem.TraceId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Writes entries of the access log for the controllers: adds time and trace id, turns patients into
 * pseudonyms, and counts.
 *
 * <p>Guarantee: when a method returns, the entry is committed; when it throws, nothing may be
 * released.
 */
public final class AccessRecorder {

    private final AccessLog log;
    private final OpaqueIds ids;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    /** A patient as the owner hospital numbers it; never written down as such. */
    public record Subject(SiteId owner, String patientId) {

        @Override
        public String toString() {
            return "Subject[" + owner + "]";
        }
    }

    public AccessRecorder(
            AccessLog log, OpaqueIds ids, InstantSource clock, MeterRegistry metrics) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** An access that concerns no patient, or none that is known. */
    public void record(Caller caller, Action action, Outcome outcome, String detail) {
        write(caller, action, "", List.of(), "", outcome, detail);
    }

    /** An access to a whole storage. */
    public void recordStorage(Caller caller, SiteId owner, Outcome outcome, String detail) {
        write(caller, Action.ARCHIVE, owner.value(), List.of(), "", outcome, detail);
    }

    /** An access that shows several patients. */
    public void recordPatients(
            Caller caller, Action action, List<Subject> patients, Outcome outcome, String detail) {
        write(caller, action, "", pseudonyms(patients), "", outcome, detail);
    }

    /** An access to one patient, and to one record if {@code recordId} is not empty. */
    public void recordPatient(
            Caller caller,
            Action action,
            Subject patient,
            String recordId,
            Outcome outcome,
            String detail) {
        String owner = patient.owner().value();
        write(caller, action, owner, pseudonyms(List.of(patient)), recordId, outcome, detail);
    }

    private List<String> pseudonyms(List<Subject> patients) {
        return patients.stream()
                .filter(patient -> !patient.patientId().isEmpty())
                .map(patient -> ids.pseudonym(patient.owner(), patient.patientId()))
                .toList();
    }

    private void write(
            Caller caller,
            Action action,
            String owner,
            List<String> patients,
            String recordId,
            Outcome outcome,
            String detail) {
        log.write(
                new Access(
                        // PostgreSQL keeps microseconds; so both implementations keep the same.
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        caller.user(),
                        caller.roles(),
                        action,
                        owner,
                        patients,
                        recordId,
                        outcome,
                        detail.substring(0, Math.min(detail.length(), Access.MAX_TEXT_CHARACTERS)),
                        TraceId.current()));
        metrics.counter(
                        "warifu.crossref.accesses",
                        "action",
                        action.name(),
                        "outcome",
                        outcome.name())
                .increment();
    }
}
