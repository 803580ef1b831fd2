package io.warifu.crossref.query;

import io.warifu.crossref.audit.Access.Action;
import io.warifu.crossref.audit.Access.Outcome;
import io.warifu.crossref.audit.AccessRecorder;
import io.warifu.crossref.audit.AccessRecorder.Subject;
import io.warifu.crossref.audit.Caller;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.crossref.patient.KeptRecord;
import io.warifu.crossref.restore.FileOutcome;
import io.warifu.crossref.restore.FileOutcome.Verified;
import io.warifu.crossref.restore.FileRestorer;
import io.warifu.crossref.restore.PackSource;
import io.warifu.crossref.restore.Refusal;
import io.warifu.crossref.restore.Restorer;
import io.warifu.ssmix2.message.Hl7Reader;
import io.warifu.ssmix2.message.MessageReading;
import io.warifu.ssmix2.message.ParsedMessage;
import io.warifu.ssmix2.message.RawMessage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * One record: its original bytes, or its main fields with where they came from.
 *
 * <p>Order of every answer: restore, verify, log, release. Whatever fails, nothing after it
 * happens.
 */
@RestController
final class RecordController {

    private final Lookup lookup;
    private final FileRestorer files = new FileRestorer();
    private final PackSource packs;
    private final Hl7Reader reader;
    private final AccessRecorder recorder;

    RecordController(
            Lookup lookup,
            Restorer restorer,
            ShareServers servers,
            Hl7Reader reader,
            AccessRecorder recorder) {
        this.lookup = lookup;
        this.packs = object -> restorer.restorePack(object, servers.sites());
        this.reader = reader;
        this.recorder = recorder;
    }

    @GetMapping("/api/v1/records/{recordId}/content")
    void content(
            @PathVariable String recordId,
            Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        Caller caller = Caller.of(authentication);
        KeptRecord kept = find(recordId, Action.CONTENT, caller);
        Verified file = restore(kept, Action.CONTENT, caller);
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setContentLengthLong(kept.version().sizeBytes());
        response.setHeader(HttpHeaders.ETAG, "\"" + kept.version().digest().hex() + "\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(kept));
        try {
            files.send(file, packs, response.getOutputStream());
        } catch (IOException e) {
            BrokenStreamFilter.breakOff(request, e);
        }
    }

    @GetMapping("/api/v1/records/{recordId}/view")
    Answers.View view(@PathVariable String recordId, Authentication authentication)
            throws InterruptedException {
        Caller caller = Caller.of(authentication);
        KeptRecord kept = find(recordId, Action.VIEW, caller);
        Verified file = restore(kept, Action.VIEW, caller);
        String owner = kept.owner().value();
        Answers.RecordLine line = Answers.RecordLine.of(kept);
        List<Answers.Source> sources = file.provenance().stream().map(Answers.Source::of).toList();
        MessageReading reading =
                switch (file) {
                    case FileOutcome.Whole whole -> reader.parse(new RawMessage(whole.bytes()));
                    case FileOutcome.Large _ ->
                            new MessageReading.Unreadable("the file is too large for a message");
                };
        return switch (reading) {
            case ParsedMessage message ->
                    new Answers.View(owner, line, reader.view(message), "", sources);
            case MessageReading.Unreadable(String reason) ->
                    new Answers.View(owner, line, null, reason, sources);
        };
    }

    private KeptRecord find(String recordId, Action action, Caller caller)
            throws InterruptedException {
        Optional<KeptRecord> kept = lookup.record(recordId);
        if (kept.isEmpty()) {
            recorder.record(caller, action, Outcome.NOT_FOUND, "");
            throw Lookup.nothingThere();
        }
        return kept.get();
    }

    /** Returns only when the content is verified and its release is on the log. */
    private Verified restore(KeptRecord kept, Action action, Caller caller)
            throws InterruptedException {
        Subject patient = new Subject(kept.owner(), kept.version().patientId());
        return switch (files.restore(kept.version(), packs)) {
            case Verified verified -> {
                recorder.recordPatient(
                        caller, action, patient, kept.recordId(), Outcome.RELEASED, "");
                yield verified;
            }
            case FileOutcome.NotRestored(Refusal refusal) -> {
                recorder.recordPatient(
                        caller,
                        action,
                        patient,
                        kept.recordId(),
                        Outcome.NOT_RESTORED,
                        refusal.code().name());
                throw refusal.asException();
            }
        };
    }

    private static String attachment(KeptRecord kept) {
        String path = kept.path().display();
        return ContentDisposition.attachment()
                .filename(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
