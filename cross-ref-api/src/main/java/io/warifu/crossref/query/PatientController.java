package io.warifu.crossref.query;

import io.warifu.crossref.audit.Access.Action;
import io.warifu.crossref.audit.Access.Outcome;
import io.warifu.crossref.audit.AccessRecorder;
import io.warifu.crossref.audit.AccessRecorder.Subject;
import io.warifu.crossref.audit.Caller;
import io.warifu.crossref.catalogue.Catalogues;
import io.warifu.crossref.catalogue.OwnerCatalogue;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.crossref.patient.KeptRecord;
import io.warifu.crossref.patient.KnownPatient;
import io.warifu.crossref.patient.PatientQuery;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Finding patients and listing what is kept of them. Criteria come in the body, and patients are
 * named by opaque ids, so that no URL and no request log holds a person's data.
 */
@RestController
final class PatientController {

    static final int MAX_CANDIDATES = 100;

    private final Catalogues catalogues;
    private final Lookup lookup;
    private final ShareServers servers;
    private final AccessRecorder recorder;

    /** Who was found, and whether anyone may be missing. */
    private record Found(
            List<KnownPatient> patients, boolean partial, List<Answers.Institution> institutions) {}

    PatientController(
            Catalogues catalogues, Lookup lookup, ShareServers servers, AccessRecorder recorder) {
        this.catalogues = catalogues;
        this.lookup = lookup;
        this.servers = servers;
        this.recorder = recorder;
    }

    @PostMapping(path = "/api/v1/patient-searches", consumes = MediaType.APPLICATION_JSON_VALUE)
    Answers.Search search(InputStream body, Authentication authentication)
            throws IOException, InterruptedException {
        Caller caller = Caller.of(authentication);
        Found found = find(read(body, caller));
        boolean truncated = found.patients().size() > MAX_CANDIDATES;
        List<KnownPatient> shown = found.patients().stream().limit(MAX_CANDIDATES).toList();
        recorder.recordPatients(
                caller,
                Action.SEARCH,
                shown.stream().map(PatientController::subject).toList(),
                Outcome.RELEASED,
                shown.size() + " candidates");
        return new Answers.Search(
                shown.stream().map(Answers.Candidate::of).toList(),
                found.partial(),
                truncated,
                found.institutions(),
                servers.states().stream().map(Answers.ShareServerAnswer::of).toList());
    }

    @GetMapping("/api/v1/patients/{xid}/records")
    List<Answers.RecordLine> records(@PathVariable String xid, Authentication authentication)
            throws InterruptedException {
        Caller caller = Caller.of(authentication);
        Optional<KnownPatient> patient = lookup.patient(xid);
        if (patient.isEmpty()) {
            recorder.record(caller, Action.LIST, Outcome.NOT_FOUND, "");
            throw Lookup.nothingThere();
        }
        List<KeptRecord> kept = lookup.records(patient.get());
        recorder.recordPatient(
                caller,
                Action.LIST,
                subject(patient.get()),
                "",
                Outcome.RELEASED,
                kept.size() + " records");
        return kept.stream().map(Answers.RecordLine::of).toList();
    }

    private PatientQuery read(InputStream body, Caller caller) throws IOException {
        try {
            return SearchBody.read(body);
        } catch (SearchBody.TooLong _) {
            recorder.record(caller, Action.SEARCH, Outcome.REFUSED, "body too long");
            throw new WarifuException(
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    "A search has at most " + SearchBody.MAX_BODY_BYTES + " bytes.");
        } catch (SearchBody.Malformed | PatientQuery.Refused e) {
            recorder.record(caller, Action.SEARCH, Outcome.REFUSED, "criteria not accepted");
            String reason = e.getMessage() == null ? "" : e.getMessage();
            throw new WarifuException(ErrorCode.BAD_REQUEST, reason);
        }
    }

    private Found find(PatientQuery query) throws InterruptedException {
        List<KnownPatient> patients = new ArrayList<>();
        List<Answers.Institution> institutions = new ArrayList<>();
        boolean partial = false;
        for (OwnerCatalogue catalogue : catalogues.all()) {
            OwnerCatalogue.View view = catalogue.viewNotOlderThan(Lookup.MAX_AGE);
            patients.addAll(view.index().search(query, MAX_CANDIDATES + 1));
            institutions.add(Answers.Institution.of(view.status()));
            partial |= view.status().partial();
        }
        return new Found(patients, partial, institutions);
    }

    private static Subject subject(KnownPatient patient) {
        return new Subject(patient.owner(), patient.identity().patientId());
    }
}
