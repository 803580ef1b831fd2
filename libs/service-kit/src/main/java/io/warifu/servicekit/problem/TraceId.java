package io.warifu.servicekit.problem;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id under which one request is found in answers, service log and access log. A service that
 * wants one id per request puts a {@link #fresh} one into the logging context under {@link
 * #MDC_KEY}; without that each problem gets its own.
 */
public final class TraceId {

    public static final String MDC_KEY = "traceId";

    private static final int BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TraceId() {}

    public static String fresh() {
        byte[] id = new byte[BYTES];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** The running request's id; a fresh one outside of requests. */
    public static String current() {
        @Nullable String running = MDC.get(MDC_KEY);
        return running == null ? fresh() : running;
    }
}
