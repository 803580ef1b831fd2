package io.warifu.demo.gatewaytrial;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaypair.GatewayPair;
import io.warifu.demo.gatewaypair.Transfer;
import io.warifu.demo.gatewaypair.WireTap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was sent before: a record twice, two in the wrong order, one left out, one slipped in;
 * then a whole recorded connection once more, at once and after a restart of the gateway behind.
 * Nothing of it may reach the service; a recorded connection must not even make it dial.
 */
public final class Replay implements Trial {

    private static final long RECORDED_BYTES = 2L << 20;
    private static final int RECORD = 3;

    /** More than any gateway opens ahead. */
    private static final int MAX_PARKED = 64;

    private static final int ANSWER_LIMIT_MILLIS = 15_000;
    private static final Duration COUNT_LIMIT = Duration.ofSeconds(5);
    private static final Duration TRANSFER_LIMIT = Duration.ofSeconds(30);

    private final Bars bars;

    public Replay(Bars bars) {
        this.bars = bars;
    }

    @Override
    public GatewayPair.Choice choice() {
        return GatewayPair.Choice.of(Map.of()).withTap();
    }

    @Override
    public Findings run(GatewayPair pair, Consumer<String> tell)
            throws IOException, InterruptedException {
        Findings findings = new Findings();
        tell.accept("records twice, in the wrong order, left out, slipped in");
        int caught = 0;
        Cut cut = new Cut(pair, bars);
        for (boolean forward : new boolean[] {true, false}) {
            caught += records(cut, forward, findings);
        }
        findings.figure("spoiltOrdersCaught", caught + " of 12");
        tell.accept("a whole connection once more");
        byte[] recorded = record(pair, findings);
        replay("at once", pair, recorded, findings);
        tell.accept("and after kill -9 and restart of the gateway behind");
        pair.west().kill();
        pair.west().startAgain();
        pair.awaitReady();
        replay("after a restart", pair, recorded, findings);
        pair.awaitKeys();
        try (Transfer after =
                Transfer.start(pair.east().tunnelPort(), Transfer.newSeed(), RECORDED_BYTES, 0)) {
            findings.require(
                    after.ends(TRANSFER_LIMIT) && after.receivedAll(),
                    "the pair does not work afterwards");
        }
        return findings;
    }

    private static int records(Cut cut, boolean forward, Findings findings)
            throws IOException, InterruptedException {
        AtomicReference<byte @Nullable []> first = new AtomicReference<>(null);
        Map<String, Cut.Spoiling> one =
                Map.of(
                        "twice", (seen, out) -> out.write(seen.frame(), seen.frame()),
                        "left out", (_, _) -> {},
                        "slipped in", (seen, out) -> out.write(new byte[40], seen.frame()),
                        "reflected",
                                (seen, out) -> {
                                    out.from().getOutputStream().write(seen.frame());
                                    out.write(seen.frame());
                                });
        Map<String, Cut.Spoiling> two =
                Map.of(
                        "in the wrong order",
                                (seen, out) -> {
                                    byte[] before = first.getAndSet(seen.frame());
                                    if (before != null) {
                                        out.write(seen.frame(), before);
                                    }
                                },
                        "once more later",
                                (seen, out) -> {
                                    byte[] before = first.getAndSet(seen.frame());
                                    out.write(seen.frame());
                                    if (before != null) {
                                        out.write(before);
                                    }
                                });
        int caught = 0;
        for (var spoiling : one.entrySet()) {
            caught += run(cut, spoiling, new Cut.Place(forward, RECORD, 1, false), findings);
        }
        for (var spoiling : two.entrySet()) {
            first.set(null);
            caught += run(cut, spoiling, new Cut.Place(forward, RECORD, 2, false), findings);
        }
        return caught;
    }

    private static int run(
            Cut cut, Map.Entry<String, Cut.Spoiling> spoiling, Cut.Place place, Findings findings)
            throws IOException, InterruptedException {
        String what = spoiling.getKey() + (place.forward() ? " there" : " back");
        return cut.run(what, place, spoiling.getValue(), findings) ? 1 : 0;
    }

    /** What the opener of one whole transfer sent. */
    private static byte[] record(GatewayPair pair, Findings findings)
            throws IOException, InterruptedException {
        Map<Integer, ByteArrayOutputStream> all = new ConcurrentHashMap<>();
        AtomicInteger bulk = new AtomicInteger(-1);
        pair.wire()
                .meddle((seen, out) -> {
                    if (seen.forward()) {
                        all.computeIfAbsent(seen.connection(), _ -> new ByteArrayOutputStream())
                                .writeBytes(seen.frame());
                        if (seen.isBulk()) {
                            bulk.set(seen.connection());
                        }
                    }
                    out.write(seen.frame());
                });
        // A carrier that was opened ahead has sent its OPEN before anybody wrote it down.
        byte[] recorded = new byte[0];
        for (int i = 0; i < MAX_PARKED && !isWhole(recorded); i++) {
            try (Transfer transfer =
                    Transfer.start(
                            pair.east().tunnelPort(), Transfer.newSeed(), RECORDED_BYTES, 0)) {
                findings.require(
                        transfer.ends(TRANSFER_LIMIT) && transfer.receivedAll(),
                        "the transfer to be recorded failed");
            }
            recorded = all.getOrDefault(bulk.get(), new ByteArrayOutputStream()).toByteArray();
        }
        pair.wire().meddle(WireTap.Meddler.NONE);
        findings.require(isWhole(recorded), "nothing whole was recorded");
        return recorded;
    }

    private static boolean isWhole(byte[] recorded) {
        return recorded.length > RECORDED_BYTES && recorded[1] == WireTap.Seen.OPEN;
    }

    private static void replay(String when, GatewayPair pair, byte[] recorded, Findings findings)
            throws IOException {
        int visits = pair.service().connections();
        long faults = total(pair);
        boolean refused = false;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), pair.west().carrierPort())) {
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            socket.getOutputStream().write(recorded);
            // Whatever comes back, the connection must end.
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            refused = true;
        } catch (SocketTimeoutException _) {
            findings.require(false, "replayed " + when + ": the connection stays open");
        } catch (IOException _) {
            // Reset, which is as good an end.
            refused = true;
        }
        findings.figure("replayed " + when, refused ? "refused" : "not refused");
        findings.require(
                pair.service().connections() == visits,
                "replayed " + when + ": the service was dialled");
        findings.require(
                Waiting.until(COUNT_LIMIT, () -> total(pair) > faults),
                "replayed " + when + ": nobody counted it");
    }

    private static long total(GatewayPair pair) {
        return pair.west().faults().values().stream().mapToLong(Long::longValue).sum();
    }
}
