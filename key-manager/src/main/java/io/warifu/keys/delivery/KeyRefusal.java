package io.warifu.keys.delivery;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the terms of ETSI GS QKD 014, on its way to the caller: 400, 401 or 503 with a
 * message. Details go out only where the standard's users expect them (mandatory extensions and
 * 503), because some read them as text.
 */
final class KeyRefusal extends RuntimeException {

    static final String NOT_FOUND = "one or more keys specified are not found on KME";
    static final String MANDATORY_NOT_SUPPORTED =
            "not all extension_mandatory parameters are supported";
    static final String MANDATORY_NOT_MET =
            "not all extension_mandatory request options could be met";
    static final int RETRY_AFTER_SECONDS = 2;
    static final String SIZE_NOT_WHOLE_BYTES = "size shall be a multiple of 8";

    private final int status;
    private final String message;
    private final @Nullable List<Map<String, Object>> details;
    private final int retryAfterSeconds;

    private KeyRefusal(int status, String message, @Nullable List<Map<String, Object>> details) {
        this(status, message, details, RETRY_AFTER_SECONDS);
    }

    private KeyRefusal(
            int status,
            String message,
            @Nullable List<Map<String, Object>> details,
            int retryAfterSeconds) {
        // No stack: a refusal is an answer, and a flood of bad requests must stay cheap.
        super(message, null, false, false);
        this.status = status;
        this.message = message;
        this.details = details;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static KeyRefusal badRequest(String message) {
        return new KeyRefusal(400, message, null);
    }

    static KeyRefusal mandatoryNotSupported(List<String> names) {
        return new KeyRefusal(
                400,
                MANDATORY_NOT_SUPPORTED,
                List.of(Map.of("extension_mandatory_unsupported", names)));
    }

    static KeyRefusal mandatoryNotMet(List<String> names) {
        return new KeyRefusal(
                400, MANDATORY_NOT_MET, List.of(Map.of("extension_mandatory_unmet", names)));
    }

    static KeyRefusal unauthorized(String message) {
        return new KeyRefusal(401, message, null);
    }

    static KeyRefusal unavailable(String message) {
        return new KeyRefusal(503, message, null);
    }

    static KeyRefusal exhausted(long availableBits, long requestedBits) {
        return exhausted(availableBits, requestedBits, RETRY_AFTER_SECONDS);
    }

    static KeyRefusal exhausted(long availableBits, long requestedBits, int retryAfterSeconds) {
        return new KeyRefusal(
                503,
                "not enough key material, try again later",
                List.of(Map.of("available", availableBits, "requested", requestedBits)),
                retryAfterSeconds);
    }

    /** When to ask again; sent with 503. */
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    int status() {
        return status;
    }

    String text() {
        return message;
    }

    @Nullable List<Map<String, Object>> details() {
        return details;
    }
}
