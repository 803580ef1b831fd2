package io.warifu.demo.drill;

import io.warifu.demo.control.SaeClient.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Several clients of one pair that take all keys they can get, many at a time, then fewer and fewer
 * at a time, and do not heed Retry-After.
 */
final class Greed implements AutoCloseable {

    static final int KEYS_AT_ONCE = 64;

    private static final int STEP = 4;
    private static final long END_LIMIT_SECONDS = 60;

    private final SaePair pair;
    private final ExecutorService threads;
    private volatile boolean ending;

    private long keys;
    private long refusalsOfOneKey;
    private long withoutRetryAfter;
    private final List<Double> refusalSeconds = new ArrayList<>();
    private String lastRefusal = "none";
    private String oddAnswer = "";

    Greed(SaePair pair, int clients) {
        this.pair = pair;
        this.threads = Executors.newFixedThreadPool(clients);
        for (int i = 0; i < clients; i++) {
            threads.execute(this::take);
        }
    }

    private void take() {
        int atOnce = KEYS_AT_ONCE;
        while (!ending) {
            Reply reply = pair.ask(atOnce);
            note(reply, atOnce);
            if (reply.delivered()) {
                // What has just come from the links is taken at once, however little.
                atOnce = Math.min(KEYS_AT_ONCE, atOnce * STEP);
            } else {
                atOnce = Math.max(1, atOnce / STEP);
            }
        }
    }

    private synchronized void note(Reply reply, int atOnce) {
        if (reply.delivered()) {
            keys += reply.keys().size();
        } else if (reply.status() == 503) {
            refusalsOfOneKey += atOnce == 1 ? 1 : 0;
            withoutRetryAfter += reply.retryAfter().isEmpty() ? 1 : 0;
            refusalSeconds.add(reply.seconds());
            lastRefusal =
                    reply.message()
                            + ", Retry-After "
                            + reply.retryAfter().orElse("missing")
                            + ", details "
                            + reply.body().path("details");
        } else {
            oddAnswer = reply.status() + " " + reply.message();
        }
    }

    synchronized long refusalsOfOneKey() {
        return refusalsOfOneKey;
    }

    /**
     * Writes down what happened.
     *
     * @return the median time of a refusal in seconds; infinite if one was not as it should be
     */
    synchronized double describe(Map<String, Object> figures) {
        figures.put("keysTaken", keys);
        figures.put("refusals", refusalSeconds.size());
        figures.put("refusalsOfOneKey", refusalsOfOneKey);
        if (refusalSeconds.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Collections.sort(refusalSeconds);
        double median = refusalSeconds.get(refusalSeconds.size() / 2);
        figures.put("medianRefusalSeconds", median);
        figures.put("slowestRefusalSeconds", refusalSeconds.getLast());
        figures.put("lastRefusal", lastRefusal);
        figures.put("refusalsWithoutRetryAfter", withoutRetryAfter);
        if (!oddAnswer.isEmpty()) {
            figures.put("unexpectedAnswer", oddAnswer);
        }
        boolean proper = withoutRetryAfter == 0 && oddAnswer.isEmpty();
        return proper ? median : Double.POSITIVE_INFINITY;
    }

    @Override
    public void close() throws IOException {
        ending = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("a request for keys does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
