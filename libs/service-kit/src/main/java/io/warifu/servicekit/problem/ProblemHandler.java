package io.warifu.servicekit.problem;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * The one translator from exceptions to answers. Refusals from the catalogue keep their code and
 * detail; what Spring MVC refuses by itself gets the code of its status; everything else is a bug:
 * 500, a trace id for the caller, the stack for the log, and no word about the cause on the wire.
 */
@RestControllerAdvice
public final class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(WarifuException refusal) {
        String detail = refusal.getMessage() == null ? "" : refusal.getMessage();
        ProblemDetail problem = Problems.detail(refusal.code(), detail);
        if (refusal.code().httpStatus() >= 500) {
            LOG.warn("{} {}: {}", refusal.code(), trace(problem), detail, refusal.getCause());
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(refusal.code().httpStatus());
        if (refusal.code().httpStatus() == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, "2");
        }
        return answer.body(problem);
    }

    /** Left to the security filter chain, which knows whether the caller signed in at all. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    @SuppressWarnings("DoNotCallSuggester") // Spring calls it.
    void security(RuntimeException refusal) {
        throw refusal;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception bug) {
        ProblemDetail problem =
                Problems.detail(ErrorCode.INTERNAL, "An unexpected error; quote the trace id.");
        LOG.error("unexpected error {}", trace(problem), bug);
        return ResponseEntity.internalServerError().body(problem);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception ex,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ResponseEntity<Object> answer =
                super.handleExceptionInternal(ex, body, headers, status, request);
        if (answer != null && answer.getBody() instanceof ProblemDetail problem) {
            Problems.complete(problem, Problems.codeOf(status.value()));
        }
        return answer;
    }

    private static @Nullable Object trace(ProblemDetail problem) {
        return problem.getProperties() == null ? null : problem.getProperties().get("traceId");
    }
}
