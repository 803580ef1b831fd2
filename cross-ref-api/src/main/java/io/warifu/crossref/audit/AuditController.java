package io.warifu.crossref.audit;

import io.warifu.crossref.audit.Access.Action;
import io.warifu.crossref.audit.Access.Outcome;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The access log for auditors; reading it is an access, too. */
@RestController
final class AuditController {

    private final AccessLog log;
    private final AccessRecorder recorder;

    /**
     * A page, newest first.
     *
     * @param next the {@code before} of the next page; 0 after the oldest entry
     */
    record Page(List<Event> events, long next) {}

    /** One entry. */
    record Event(
            long sequence,
            String at,
            String user,
            List<String> roles,
            String action,
            String owner,
            List<String> patients,
            String recordId,
            String outcome,
            String detail,
            String traceId) {

        static Event of(LoggedAccess logged) {
            Access access = logged.access();
            return new Event(
                    logged.sequence(),
                    access.at().toString(),
                    access.user(),
                    access.roles(),
                    access.action().name(),
                    access.owner(),
                    access.patients(),
                    access.recordId(),
                    access.outcome().name(),
                    access.detail(),
                    access.traceId());
        }
    }

    AuditController(AccessLog log, AccessRecorder recorder) {
        this.log = log;
        this.recorder = recorder;
    }

    @GetMapping("/api/v1/audit/events")
    Page events(
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "100") int limit,
            Authentication authentication) {
        Caller caller = Caller.of(authentication);
        if (limit < 1 || limit > AccessLog.MAX_PAGE_ENTRIES) {
            recorder.record(caller, Action.READ_LOG, Outcome.REFUSED, "limit");
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST, "limit is 1 to " + AccessLog.MAX_PAGE_ENTRIES + ".");
        }
        recorder.record(caller, Action.READ_LOG, Outcome.RELEASED, "up to " + limit + " entries");
        try {
            List<Event> events = log.read(before, limit).stream().map(Event::of).toList();
            return new Page(events, events.size() < limit ? 0 : events.getLast().sequence());
        } catch (DataAccessException e) {
            throw new WarifuException(
                    ErrorCode.AUDIT_UNAVAILABLE, "The access log cannot be read.", e);
        }
    }
}
