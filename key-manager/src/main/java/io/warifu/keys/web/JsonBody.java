package io.warifu.keys.web;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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

    /** A body that drips in for longer is refused; each pause in it has the connector's limit. */
    static final long MAX_BODY_SECONDS = 15;

    private static final int PIECE_BYTES = 8 * 1024;

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
            body = read(request.getInputStream());
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

    private static byte[] read(InputStream in) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_BODY_SECONDS);
        byte[] body = new byte[PIECE_BYTES];
        int length = 0;
        int got = in.read(body, 0, body.length);
        while (got >= 0 && length <= MAX_BODY_BYTES) {
            length += got;
            if (System.nanoTime() > deadline) {
                throw new IOException("too slow");
            }
            if (length == body.length) {
                byte[] longer = Arrays.copyOf(body, Math.min(2 * length, MAX_BODY_BYTES + 1));
                Arrays.fill(body, (byte) 0);
                body = longer;
            }
            got = length > MAX_BODY_BYTES ? -1 : in.read(body, length, body.length - length);
        }
        byte[] exact = Arrays.copyOf(body, length);
        Arrays.fill(body, (byte) 0);
        return exact;
    }
}
