package io.warifu.simulator.link;

import static io.warifu.simulator.link.TwoSites.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.servicekit.FreePorts;
import io.warifu.servicekit.TestPki;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A link between two processes over wires that are 2,000 km long. The short test is about
 * correctness; speed is measured only on demand, with {@code -Dwarifu.link.seconds=600}.
 */
final class DelayedLinkTest {

    private static final Duration TEN_MILLISECONDS = Duration.ofMillis(10);
    private static final String SECONDS = "warifu.link.seconds";
    private static final int SECRET_BYTES = 128 << 10;

    /** Far below what is asked of a measured run: this test runs for ever and must not cry wolf. */
    private static final double LEAST_P = 1e-7;

    private final TestPki pki = new TestPki();
    private final Path folder;

    DelayedLinkTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void keysAreEqualAndLookRandomWithTwentyMillisecondsOfRoundTrip() throws Exception {
        Map<String, String> settings = new HashMap<>(SiteArguments.SMALL_BLOCKS);
        settings.put("blocks-in-flight", "4");
        try (Run run = new Run("short", TEN_MILLISECONDS, settings, List.of("-Xmx384m"))) {
            await("blocks at both ends", () -> run.blocksAtBoth() >= 6);
            run.stopMakingKeys();
            assertThat(RandomnessTests.monobit(run.keys())).isGreaterThan(LEAST_P);
            assertThat(RandomnessTests.runs(run.keys())).isGreaterThan(LEAST_P);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = SECONDS, matches = "\\d+")
    void measuresWhatTwentyMillisecondsCost() throws Exception {
        long seconds = Long.getLong(SECONDS);
        Map<String, String> settings =
                Map.of("block-bits", "1048576", "blocks-in-flight", "16", "train-clicks", "524288");
        double near = measure("near", Duration.ZERO, settings, seconds);
        double far = measure("far", TEN_MILLISECONDS, settings, seconds);
        System.out.printf(Locale.ROOT, "degradation %.1f %%%n", 100 * (1 - far / near));
        assertThat(far).isGreaterThan(0.7 * near);
    }

    /** Sifted bits of the key basis that became key, per second of wall time. */
    private double measure(String name, Duration oneWay, Map<String, String> settings, long seconds)
            throws Exception {
        try (Run run = new Run(name, oneWay, settings, List.of("-Xmx2g"))) {
            await("the first blocks", () -> run.blocksAtBoth() >= 16);
            int before = run.blocksAtBoth();
            long from = System.nanoTime();
            boolean _ = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
            int parts = run.blocksAtBoth() - before;
            double elapsed = (System.nanoTime() - from) / 1e9;
            run.stopMakingKeys();
            assertThat(run.ofAlice.blocks().equals(run.ofBob.blocks())).isTrue();
            byte[] keys = run.keys();
            double monobit = RandomnessTests.monobit(keys);
            double runs = RandomnessTests.runs(keys);
            double sifted = parts / 2.0 * (1 << 20) / elapsed;
            System.out.printf(
                    Locale.ROOT,
                    "%s: round trip %d ms, %.2f Mbit/s sifted, %.2f Mbit/s secret, %d secret bits,"
                            + " monobit p %.4f, runs p %.4f%n",
                    name,
                    2 * oneWay.toMillis(),
                    sifted / 1e6,
                    8.0 * keys.length / run.blocksAtBoth() * parts / elapsed / 1e6,
                    8L * keys.length,
                    monobit,
                    runs);
            assertThat(monobit).isGreaterThan(0.001);
            assertThat(runs).isGreaterThan(0.001);
            return sifted;
        }
    }

    /** Two processes, their wires and their key managers. */
    private final class Run implements AutoCloseable {

        final FakeKeyManager ofAlice;
        final FakeKeyManager ofBob;
        private final DelayingWire classical;
        private final DelayingWire quantum;
        private final Process bob;
        private final Process alice;

        Run(String name, Duration oneWay, Map<String, String> settings, List<String> jvm)
                throws IOException {
            Path home = Files.createDirectories(folder.resolve(name));
            Path secret = SiteArguments.secret(home, SECRET_BYTES);
            ofAlice = new FakeKeyManager(pki.identity("kme", "urn:warifu:kme:tokyo"), "tokyo");
            ofBob = new FakeKeyManager(pki.identity("kme", "urn:warifu:kme:koganei"), "koganei");
            int classicalPort = FreePorts.next();
            int quantumPort = FreePorts.next();
            classical = new DelayingWire(classicalPort, oneWay);
            quantum = new DelayingWire(quantumPort, oneWay);
            bob =
                    SimulatorProcess.start(
                            jvm,
                            SiteArguments.of(
                                    pki,
                                    home,
                                    new SiteArguments.Site("koganei", "BOB", ofBob.url(), false),
                                    quantumPort,
                                    classicalPort,
                                    secret,
                                    settings),
                            "delayed-koganei");
            alice =
                    SimulatorProcess.start(
                            jvm,
                            SiteArguments.of(
                                    pki,
                                    home,
                                    new SiteArguments.Site("tokyo", "ALICE", ofAlice.url(), false),
                                    quantum.port(),
                                    classical.port(),
                                    secret,
                                    settings),
                            "delayed-tokyo");
        }

        int blocksAtBoth() {
            return Math.min(ofAlice.blocks().size(), ofBob.blocks().size());
        }

        void stopMakingKeys() {
            ofAlice.capacityBits(1);
            ofBob.capacityBits(1);
            await("the same blocks", () -> ofAlice.blocks().equals(ofBob.blocks()));
        }

        byte[] keys() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            ofAlice.blocks()
                    .values()
                    .forEach(block -> all.writeBytes(Base64.getDecoder().decode(block.key())));
            return all.toByteArray();
        }

        @Override
        public void close() {
            // They must not write into a folder that is being removed.
            alice.destroyForcibly().onExit().join();
            bob.destroyForcibly().onExit().join();
            classical.close();
            quantum.close();
            ofAlice.close();
            ofBob.close();
        }
    }
}
