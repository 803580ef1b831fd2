package io.warifu.servicekit.problem;

import io.warifu.kernel.problem.ErrorCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * Makes RFC 9457 problem details out of the error catalogue: {@code type} {@code
 * urn:warifu:problem:CODE}, {@code title} the catalogue's sentence, {@code code} for programs,
 * {@code traceId} to find the log line.
 */
public final class Problems {

    public static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    public static ProblemDetail detail(ErrorCode code, String detail) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(code.httpStatus()), detail);
        return complete(problem, code);
    }

    static ProblemDetail complete(ProblemDetail problem, ErrorCode code) {
        problem.setType(URI.create("urn:warifu:problem:" + code.name()));
        problem.setTitle(code.sentence());
        problem.setProperty("code", code.name());
        problem.setProperty("traceId", TraceId.current());
        return problem;
    }

    /**
     * Writes a problem where no message converter is at hand: security filters and the container.
     */
    public static void write(HttpServletResponse response, ErrorCode code, String detail)
            throws IOException {
        byte[] body = json(code, code.httpStatus(), detail);
        response.setStatus(code.httpStatus());
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body);
    }

    /** The catalogue's entry for a status that somebody else decided. */
    public static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> ErrorCode.TOO_MANY_REQUESTS;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status >= 500 ? ErrorCode.INTERNAL : ErrorCode.BAD_REQUEST;
        };
    }

    static byte[] json(ErrorCode code, int status, String detail) {
        String text =
                "{\"type\":\"urn:warifu:problem:%s\",\"title\":%s,\"status\":%d,\"detail\":%s,\"code\":\"%s\",\"traceId\":\"%s\"}"
                        .formatted(
                                code.name(),
                                quote(code.sentence()),
                                status,
                                quote(detail),
                                code.name(),
                                TraceId.current());
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        quoted.append('\\').append((char) c);
                    } else if (c < 0x20) {
                        quoted.append("\\u%04x".formatted(c));
                    } else {
                        quoted.append((char) c);
                    }
                });
        return quoted.append('"').toString();
    }
}
