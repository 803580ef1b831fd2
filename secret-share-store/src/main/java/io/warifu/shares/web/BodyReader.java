package io.warifu.shares.web;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.sharing.ShareCodec;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads request bodies up to the limit of one share, and no more at a time than fit a budget: what
 * callers announce is taken from the budget before the first byte is read, so that many large puts
 * at once wait or are sent away instead of filling the heap.
 */
final class BodyReader {

    static final int MAX_BODY_BYTES = ShareCodec.MAX_SHARE_BYTES;

    private static final int UNIT_BYTES = 1024;
    private static final int BUDGET_BYTES = 4 * MAX_BODY_BYTES;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Semaphore units = new Semaphore(BUDGET_BYTES / UNIT_BYTES, true);

    /** What is done with a body while its bytes count against the budget. */
    interface Use<T> {
        T with(byte[] body);
    }

    <T> T read(HttpServletRequest request, Use<T> use) {
        long announced = request.getContentLengthLong();
        if (announced > MAX_BODY_BYTES) {
            throw tooLarge();
        }
        int needed = Math.ceilDiv(announced < 0 ? MAX_BODY_BYTES : (int) announced, UNIT_BYTES);
        acquire(needed);
        try {
            return use.with(readAll(request, (int) announced));
        } finally {
            units.release(needed);
        }
    }

    private void acquire(int needed) {
        try {
            if (!units.tryAcquire(needed, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WarifuException(
                        ErrorCode.TOO_MANY_REQUESTS, "Too many shares are coming in at once.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WarifuException(ErrorCode.UNAVAILABLE, "The server is stopping.", e);
        }
    }

    private static byte[] readAll(HttpServletRequest request, int announced) {
        try (InputStream in = request.getInputStream()) {
            return announced < 0 ? readUnannounced(in) : readAnnounced(in, announced);
        } catch (IOException e) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST, "The body ended before it was complete.", e);
        }
    }

    private static byte[] readAnnounced(InputStream in, int announced) throws IOException {
        byte[] body = new byte[announced];
        if (in.readNBytes(body, 0, announced) != announced) {
            throw new EOFException("the connection ended early");
        }
        return body;
    }

    private static byte[] readUnannounced(InputStream in) throws IOException {
        // One byte more than allowed tells a full body from one that goes on.
        byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw tooLarge();
        }
        return body;
    }

    private static WarifuException tooLarge() {
        return new WarifuException(
                ErrorCode.PAYLOAD_TOO_LARGE,
                "A share has at most " + MAX_BODY_BYTES + " bytes, header included.");
    }
}
