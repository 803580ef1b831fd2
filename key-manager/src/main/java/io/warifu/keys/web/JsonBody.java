package io.warifu.keys.web;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads request bodies up to a limit, whatever media type and length the caller declares, and wipes
 * the bytes, because they may hold key.
 */
public final class JsonBody {

    public static final int MAX_BODY_BYTES = 512 * 1024;

    private final JsonMapper json;

    public JsonBody(JsonMapper json) {
        this.json =
                json.rebuild()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .build();
    }

    public JsonMapper mapper() {
        return json;
    }

    public <T> T read(HttpServletRequest request, Class<T> type) {
        byte[] body = bytes(request);
        try {
            T value = json.readValue(body, type);
            if (value == null) {
                throw new WarifuException(ErrorCode.BAD_REQUEST, "The body is empty.");
            }
            return value;
        } catch (JacksonException e) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST, "The body is not JSON of the expected form.", e);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /** The body as it came, at most {@link #MAX_BODY_BYTES}. */
    public static byte[] bytes(HttpServletRequest request) {
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        } catch (IOException e) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "The body broke off.", e);
        }
        if (body.length > MAX_BODY_BYTES) {
            throw new WarifuException(
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    "A body may hold at most " + MAX_BODY_BYTES + " bytes.");
        }
        return body;
    }
}
