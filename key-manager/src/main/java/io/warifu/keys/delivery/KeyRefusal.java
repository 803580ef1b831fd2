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
    static final String SIZE_NOT_WHOLE_BYTES = "size shall be a multiple of 8";

    private final int status;
    private final String message;
    private final @Nullable List<Map<String, Object>> details;

    private KeyRefusal(int status, String message, @Nullable List<Map<String, Object>> details) {
        super(message);
        this.status = status;
        this.message = message;
        this.details = details;
    }

    static KeyRefusal badRequest(String message) {
        return new KeyRefusal(400, message, null);
    }

    static KeyRefusal unauthorized(String message) {
        return new KeyRefusal(401, message, null);
    }

    static KeyRefusal unavailable(String message) {
        return new KeyRefusal(503, message, null);
    }

    static KeyRefusal exhausted(long availableBits, long requestedBits) {
        return new KeyRefusal(
                503,
                "not enough key material, try again later",
                List.of(Map.of("available", availableBits, "requested", requestedBits)));
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
