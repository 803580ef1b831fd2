package io.warifu.demo.keybench;

import io.warifu.demo.keybench.TlsConnection.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;

/**
 * A master and a slave that share a key again and again, each on its own connection. One request at
 * a time: the next key is asked for when the last one has been fetched at both ends.
 */
final class KeyClient implements AutoCloseable {

    private static final int KEY_BITS = 256;
    private static final String ENC = "/api/v1/keys/" + TwoKeyManagers.SLAVE + "/enc_keys";
    private static final String DEC = "/api/v1/keys/" + TwoKeyManagers.MASTER + "/dec_keys";
    private static final long PAUSE_AFTER_REFUSAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final TlsConnection master;
    private final TlsConnection slave;
    private final KeyLedger ledger;
    private List<DeliveredKey> last = List.of();

    KeyClient(TwoKeyManagers network, SSLContext master, SSLContext slave, KeyLedger ledger) {
        this.master = new TlsConnection(master, network.alice().ports().delivery());
        this.slave = new TlsConnection(slave, network.bob().ports().delivery());
        this.ledger = ledger;
    }

    /** What one client measured. */
    record Times(Latencies enc, Latencies dec, Latencies pair) {

        static Times none() {
            return new Times(new Latencies(), new Latencies(), new Latencies());
        }
    }

    /** Goes on until {@code deadlineNanos}; whatever was begun before it is finished. */
    Times run(int number, long deadlineNanos) {
        Times times = Times.none();
        while (System.nanoTime() < deadlineNanos) {
            try {
                exchange(number, times);
            } catch (IOException | JacksonException | IllegalArgumentException e) {
                ledger.failed(e.getClass().getSimpleName() + ": " + e.getMessage());
                LockSupport.parkNanos(PAUSE_AFTER_REFUSAL_NANOS);
            }
        }
        return times;
    }

    /** The keys fetched last are asked for once more; they must be gone. */
    void askAgain() {
        if (last.isEmpty()) {
            return;
        }
        try {
            ledger.askedAgain(dec(List.of(last.getFirst())));
        } catch (IOException e) {
            ledger.failed(String.valueOf(e.getMessage()));
        }
        last = List.of();
    }

    int handshakes() {
        return master.handshakes() + slave.handshakes();
    }

    private void exchange(int number, Times times) throws IOException {
        long start = System.nanoTime();
        Answer enc = master.get(ENC + "?number=" + number + "&size=" + KEY_BITS);
        long answered = System.nanoTime();
        if (enc.status() != 200) {
            refused(enc);
            return;
        }
        List<DeliveredKey> sent = DeliveredKey.read(enc.body());
        long asked = System.nanoTime();
        Answer dec = dec(sent);
        long end = System.nanoTime();
        if (dec.status() != 200) {
            refused(dec);
            return;
        }
        ledger.compare(number, sent, DeliveredKey.read(dec.body()));
        last = sent;
        times.enc().add(answered - start);
        times.dec().add(end - asked);
        times.pair().add(end - start);
    }

    private void refused(Answer answer) {
        ledger.refused(answer);
        LockSupport.parkNanos(PAUSE_AFTER_REFUSAL_NANOS);
    }

    /** The standard allows GET for one id only. */
    private Answer dec(List<DeliveredKey> keys) throws IOException {
        if (keys.size() == 1) {
            return slave.get(DEC + "?key_ID=" + keys.getFirst().id());
        }
        StringBuilder body = new StringBuilder("{\"key_IDs\":[");
        String separator = "";
        for (UUID id : keys.stream().map(DeliveredKey::id).toList()) {
            body.append(separator).append("{\"key_ID\":\"").append(id).append("\"}");
            separator = ",";
        }
        return slave.post(DEC, body.append("]}").toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        master.close();
        slave.close();
    }
}
