package io.warifu.demo.keybench;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.keybench.TlsConnection.Answer;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands for the QKD modules at both ends of the link: pushes the same blocks in through both
 * intake doors, and goes on as long as there is room, so that pads never run out under load.
 */
final class BlockFeeder implements AutoCloseable {

    /** About what a fast link gives in a second. */
    static final int BLOCK_BITS = 1 << 18;

    private static final Duration FILL_LIMIT = Duration.ofMinutes(1);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    /** Rarely, because looking is work for the key managers too. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final String PATH =
            "/qkd/v1/links/" + TwoKeyManagers.ALICE + "/" + TwoKeyManagers.BOB;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TlsConnection toAlice;
    private final TlsConnection toBob;
    private final SecureRandom random;
    private final Thread thread;
    private long sequence;
    private byte @Nullable [] pending;
    private boolean takenByAlice;
    private volatile boolean ending;
    private volatile @Nullable String fault;
    private volatile long stockBits;

    private BlockFeeder(TwoKeyManagers network, SecureRandom random) {
        this.toAlice =
                new TlsConnection(
                        network.tls("qkd-" + TwoKeyManagers.ALICE), network.alice().ports().peer());
        this.toBob =
                new TlsConnection(
                        network.tls("qkd-" + TwoKeyManagers.BOB), network.bob().ports().peer());
        this.random = random;
        this.thread = Thread.ofPlatform().name("block-feeder").unstarted(this::feed);
    }

    /** Returns when half the capacity is in stock at both ends, and feeds on. */
    static BlockFeeder start(TwoKeyManagers network, SecureRandom random) throws IOException {
        BlockFeeder feeder = new BlockFeeder(network, random);
        feeder.thread.start();
        boolean filled =
                Waiting.until(
                        FILL_LIMIT,
                        () ->
                                feeder.fault != null
                                        || feeder.stockBits
                                                >= TwoKeyManagers.LINK_CAPACITY_BITS / 2);
        if (!filled) {
            feeder.fault = "only " + feeder.stockBits + " bits in stock after " + FILL_LIMIT;
        }
        feeder.requireWell();
        return feeder;
    }

    /** Refuses if the feeding broke off: figures after that would measure shortage. */
    void requireWell() throws IOException {
        String broken = fault;
        if (broken != null) {
            close();
            throw new WarifuException(
                    ErrorCode.UNAVAILABLE, "the key managers take no blocks: " + broken);
        }
    }

    private void feed() {
        try {
            sequence = Math.max(1, state(toAlice).path("nextSequence").asLong(1));
            while (!ending) {
                long held = Math.min(stockBits(toAlice), stockBits(toBob));
                stockBits = held;
                long missing = TwoKeyManagers.LINK_CAPACITY_BITS - held;
                for (long bits = 0; bits < missing && !ending; bits += BLOCK_BITS) {
                    if (!feedOne()) {
                        break;
                    }
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (IOException e) {
            fault = String.valueOf(e.getMessage());
        }
    }

    /** The same block at both ends; false if one is full, and then it is offered again later. */
    private boolean feedOne() throws IOException {
        byte[] block = pending == null ? block() : pending;
        pending = block;
        if (!takenByAlice && !push(toAlice, block)) {
            return false;
        }
        takenByAlice = true;
        if (!push(toBob, block)) {
            return false;
        }
        takenByAlice = false;
        pending = null;
        sequence++;
        return true;
    }

    private boolean push(TlsConnection to, byte[] block) throws IOException {
        Answer answer = to.put(PATH + "/blocks/" + sequence, block);
        if (answer.status() == 200 || answer.status() == 201) {
            return true;
        }
        if (!answer.text().contains(ErrorCode.KEYS_STOCK_FULL.name())) {
            throw new IOException(answer.status() + " " + answer.text());
        }
        return false;
    }

    private static JsonNode state(TlsConnection end) throws IOException {
        Answer answer = end.get(PATH);
        if (answer.status() != 200) {
            throw new IOException(answer.status() + " " + answer.text());
        }
        return JSON.readTree(answer.body());
    }

    private static long stockBits(TlsConnection end) throws IOException {
        return state(end).path("stockBits").asLong(0);
    }

    private byte[] block() {
        byte[] key = new byte[BLOCK_BITS / 8];
        random.nextBytes(key);
        return ("{\"blockId\":\""
                        + UUID.randomUUID()
                        + "\",\"bits\":"
                        + BLOCK_BITS
                        + ",\"key\":\""
                        + Base64.getEncoder().encodeToString(key)
                        + "\",\"qber\":0.02}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        ending = true;
        try {
            thread.join(END_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        toAlice.close();
        toBob.close();
    }
}
