package io.warifu.crossref.audit;

import io.warifu.crossref.audit.Access.Action;
import io.warifu.crossref.audit.Access.Outcome;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Puts each refused attempt on the log before the refusal is answered. Requests without a valid
 * token are not logged here: nobody is known who could be named.
 */
public final class DeniedAccessHandler implements AccessDeniedHandler {

    private final AccessRecorder recorder;

    public DeniedAccessHandler(AccessRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denial)
            throws IOException {
        Principal principal = request.getUserPrincipal();
        try {
            if (principal instanceof Authentication authentication) {
                recorder.record(
                        Caller.of(authentication),
                        action(request.getRequestURI()),
                        Outcome.DENIED,
                        "");
            }
        } catch (WarifuException e) {
            Problems.write(response, e.code(), "The access log does not take entries.");
            return;
        }
        Problems.write(response, ErrorCode.FORBIDDEN, "The token's roles do not allow this.");
    }

    private static Action action(String path) {
        if (path.startsWith("/api/v1/patient-searches")) {
            return Action.SEARCH;
        }
        if (path.startsWith("/api/v1/patients/")) {
            return Action.LIST;
        }
        if (path.startsWith("/api/v1/records/")) {
            return path.endsWith("/view") ? Action.VIEW : Action.CONTENT;
        }
        if (path.startsWith("/api/v1/storages/")) {
            return Action.ARCHIVE;
        }
        return path.startsWith("/api/v1/audit/") ? Action.READ_LOG : Action.OTHER;
    }
}
