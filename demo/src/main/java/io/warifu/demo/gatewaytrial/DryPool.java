package io.warifu.demo.gatewaytrial;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaypair.Ending;
import io.warifu.demo.gatewaypair.FarService;
import io.warifu.demo.gatewaypair.GatewayPair;
import io.warifu.demo.gatewaypair.Reading;
import io.warifu.demo.gatewaypair.Transfer;
import io.warifu.demo.gatewaypair.WireTap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The keys run out under load: the pair must warn at once (AMBER), go on under the present key to
 * its hard limit only, then stand still (RED) and refuse new streams; when keys come again, the
 * held transfer must end with the right bytes. No epoch may ever come back on the wire.
 */
public final class DryPool implements Trial {

    private static final int SOFT_SECONDS = 3;
    private static final int HARD_SECONDS = 15;
    private static final long BYTES_PER_SECOND = 1L << 20;
    private static final long BYTES = 24L << 20;
    private static final Duration GREEN_LIMIT = Duration.ofSeconds(60);
    private static final Duration STILL_FOR = Duration.ofSeconds(2);
    private static final Duration END_LIMIT = Duration.ofSeconds(90);
    private static final int REFUSAL_LIMIT_MILLIS = 20_000;

    private final Supply supply;
    private final Duration dryLimit;

    /**
     * On these keys.
     *
     * @param dryLimit until the last key that somebody may still get is gone
     */
    public DryPool(Supply supply, Duration dryLimit) {
        this.supply = supply;
        this.dryLimit = dryLimit;
    }

    @Override
    public GatewayPair.Choice choice() {
        Map<String, Object> settings =
                new LinkedHashMap<>(Trial.quickEpochs(SOFT_SECONDS, HARD_SECONDS));
        // The trial decides when there are keys again, not the patience of a sender.
        settings.put("red-hold", "120s");
        settings.put("key-wait", "5s");
        return GatewayPair.Choice.of(settings).withTap();
    }

    @Override
    public Findings run(GatewayPair pair, Consumer<String> tell)
            throws IOException, InterruptedException {
        Findings findings = new Findings();
        findings.require(
                Waiting.until(GREEN_LIMIT, () -> pair.east().state().equals("GREEN")),
                "the pair is not GREEN before");
        AtomicInteger backwards = new AtomicInteger();
        watchEpochs(pair.wire(), backwards);
        try {
            dry(pair, tell, findings);
            hold(pair, tell, findings);
        } finally {
            supply.refill();
            pair.wire().meddle(WireTap.Meddler.NONE);
        }
        findings.require(backwards.get() == 0, "an epoch came back on the wire");
        return findings;
    }

    /** A transfer that begins while there is still a key, and ends when there are keys again. */
    private void hold(GatewayPair pair, Consumer<String> tell, Findings findings)
            throws IOException, InterruptedException {
        long seed = Transfer.newSeed();
        try (Transfer held =
                Transfer.paced(pair.east().tunnelPort(), seed, BYTES, BYTES_PER_SECOND)) {
            standStill(pair, seed, tell, findings);
            supply.refill();
            tell.accept("keys again");
            long refilled = System.nanoTime();
            findings.require(
                    Waiting.until(GREEN_LIMIT, () -> pair.east().state().equals("GREEN")),
                    "the pair does not become GREEN again");
            findings.figure(
                    "greenAgainAfterSeconds", Findings.seconds(refilled, System.nanoTime()));
            Reading target = pair.service().reading(seed).orElseThrow();
            findings.require(
                    held.ends(END_LIMIT)
                            && Waiting.until(END_LIMIT, () -> target.ending() != Ending.RUNNING)
                            && held.receivedAll()
                            && target.isWhole(seed, BYTES),
                    "the held transfer ended with " + target);
            findings.figure("heldTransfer", target.toString());
        }
    }

    private void dry(GatewayPair pair, Consumer<String> tell, Findings findings)
            throws IOException {
        tell.accept("keys run out");
        supply.runDry();
        long dryNanos = System.nanoTime();
        boolean amber = Waiting.until(dryLimit, () -> pair.east().state().equals("AMBER"));
        findings.require(amber, "no AMBER but " + pair.east().state());
        findings.figure("amberAfterSeconds", Findings.seconds(dryNanos, System.nanoTime()));
    }

    private void standStill(GatewayPair pair, long seed, Consumer<String> tell, Findings findings)
            throws IOException {
        long amberNanos = System.nanoTime();
        tell.accept("AMBER; traffic goes on to the hard limit");
        boolean red = Waiting.until(dryLimit, () -> pair.east().state().equals("RED"));
        findings.require(red, "no RED but " + pair.east().state());
        findings.figure("redAfterSecondsMore", Findings.seconds(amberNanos, System.nanoTime()));
        tell.accept("RED; everything stands still");
        Reading target = pair.service().reading(seed).orElseThrow();
        LockSupport.parkNanos(STILL_FOR.toNanos());
        long bytes = target.bytes();
        LockSupport.parkNanos(STILL_FOR.toNanos());
        findings.require(target.bytes() == bytes, "bytes passed in RED");
        findings.require(bytes > 0 && bytes < BYTES, "the transfer was not under way: " + target);
        findings.figure("bytesDeliveredBeforeRed", bytes);
        refuses(pair, findings);
    }

    /** A new stream must come to an end by itself, without an answer. */
    private static void refuses(GatewayPair pair, Findings findings) throws IOException {
        int visits = pair.service().connections();
        long asked = System.nanoTime();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), pair.east().tunnelPort())) {
            socket.setSoTimeout(REFUSAL_LIMIT_MILLIS);
            socket.getOutputStream().write(new byte[] {FarService.ECHO, 1});
            int answer = socket.getInputStream().read();
            findings.require(answer < 0, "a new stream got an answer in RED");
        } catch (SocketTimeoutException _) {
            findings.require(false, "a new stream hangs in RED");
        } catch (IOException _) {
            // Reset: refused as it must be.
        }
        findings.figure("newStreamRefusedAfterSeconds", Findings.seconds(asked, System.nanoTime()));
        findings.require(
                pair.service().connections() == visits, "a new stream reached the service in RED");
        findings.figure("faults", pair.east().faults());
    }

    private static void watchEpochs(WireTap wire, AtomicInteger backwards) {
        Map<String, Integer> latest = new ConcurrentHashMap<>();
        wire.meddle((seen, out) -> {
            String way = seen.connection() + (seen.forward() ? ">" : "<");
            int before = latest.merge(way, seen.epoch(), Math::max);
            if (seen.epoch() < before) {
                backwards.incrementAndGet();
            }
            out.write(seen.frame());
        });
    }
}
