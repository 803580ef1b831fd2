package io.warifu.keys.web;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.servicekit.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The one form of refusal of each port, for all who refuse outside of controllers: the container,
 * the firewall, the error page.
 *
 * <p>Guarantee: on the delivery port a refusal is the Error object of ETSI GS QKD 014 with a status
 * that the standard knows (400, 401, 503); elsewhere it is a problem detail. It is never HTML.
 */
final class Refusals {

    static final String RETRY_AFTER_SECONDS = "2";

    private Refusals() {}

    /** Writes what somebody else decided, in the form of the port it came in by. */
    static void write(Ports ports, int localPort, HttpServletResponse response, int status)
            throws IOException {
        if (localPort != ports.delivery()) {
            Problems.write(response, Problems.codeOf(status), "The request cannot be served.");
            return;
        }
        switch (status) {
            case 401 -> message(response, 401, "the caller is not an SAE of this key manager");
            case 500, 502, 503, 504 -> message(response, 503, "the key manager cannot answer now");
            default -> message(response, 400, "the request cannot be read");
        }
    }

    static void message(HttpServletResponse response, int status, String message)
            throws IOException {
        byte[] body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        if (status == 503) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** When it cannot be found out who calls on the peer port. */
    static void unavailable(HttpServletResponse response) throws IOException {
        Problems.write(response, ErrorCode.UNAVAILABLE, "Try again later.");
    }
}
