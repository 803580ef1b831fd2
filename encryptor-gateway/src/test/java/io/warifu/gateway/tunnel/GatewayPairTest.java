package io.warifu.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.net.Sockets;
import io.warifu.gateway.tunnel.Target.End;
import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayPairTest {

    @Test
    void aServiceThatThePeerDoesNotKnowIsRefused() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            assertReset(pair.connect(1));

            assertThat(pair.target.visits()).isEmpty();
            await().untilAsserted(() -> {
                assertThat(pair.atTokyo().faults(CarrierFault.UNKNOWN_SERVICE)).isEqualTo(1);
                assertThat(pair.atKochi().faults(CarrierFault.UNKNOWN_SERVICE)).isEqualTo(1);
            });
        }
    }

    @Test
    void aServiceThatIsForAnotherPeerIsRefused() throws Exception {
        try (Pair pair =
                new Pair(Pair.Options.of(Target.Manner.ECHO).withServiceFor(new SiteId("osaka")))) {
            assertReset(pair.connect());

            assertThat(pair.target.visits()).isEmpty();
            assertThat(pair.atTokyo().faults(CarrierFault.SERVICE_FORBIDDEN)).isEqualTo(1);
        }
    }

    @Test
    void aServiceThatDoesNotAnswerResetsTheCaller() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            pair.target.close();

            assertReset(pair.connect());

            assertThat(pair.atTokyo().faults(CarrierFault.TARGET_UNREACHABLE)).isEqualTo(1);
        }
    }

    @Test
    void aPeerThatIsDownResetsTheCallerAndIsFoundAgainAfterItsRestart() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            assertEcho(pair, new byte[] {1});
            int lastEpoch = pair.tokyosView().inHand().isEmpty() ? 1 : 2;
            pair.stopKochi();
            assertReset(pair.connect());

            pair.restartKochi();

            assertEcho(pair, new byte[] {2});
            // Tokyo lives on: the numbers go on too, in a session of another name.
            assertThat(pair.tokyosView().inUse().orElseThrow().epoch()).isGreaterThan(lastEpoch);
            assertThat(pair.ledgers.of(Pair.TOKYO).switched.stream().map(EpochName::session))
                    .doesNotHaveDuplicates()
                    .hasSize(2);
            assertThat(pair.ledgers.repeatedKeys()).isEmpty();
        }
    }

    @Test
    void aPeerThatDoesNotKnowUsRefuses() throws Exception {
        Bounds bounds = Pair.quick(Bounds.DEFAULT).with(8, Duration.ofMillis(500), Duration.ZERO);
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).with(bounds))) {
            await().until(pair::isGreenWithSpare);
            assertEcho(pair, new byte[] {1});
            pair.restartKochiWithoutPeers();

            assertReset(pair.connect());

            assertThat(pair.atTokyo().faults(CarrierFault.UNKNOWN_PEER)).isEqualTo(1);
        }
    }

    @Test
    void moreCarriersThanAllowedAreRefused() throws Exception {
        Bounds one =
                Pair.quick(Bounds.DEFAULT).with(1, Duration.ofSeconds(10), Duration.ofSeconds(10));
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).with(one))) {
            Socket first = pair.connect();
            assertEcho(first, new byte[] {1}, false);

            assertReset(pair.connect());

            assertThat(pair.atTokyo().faults(CarrierFault.TOO_MANY_CARRIERS)).isEqualTo(1);
            assertEcho(first, new byte[] {2}, true);
            await().ignoreExceptions()
                    .until(() -> {
                        assertEcho(pair, new byte[] {3});
                        return true;
                    });
        }
    }

    @Test
    void anIdleConnectionIsReset() throws Exception {
        try (Pair pair =
                new Pair(
                        Pair.Options.of(Target.Manner.ECHO)
                                .with(bounds(Duration.ofMillis(300), Duration.ofMinutes(1))))) {
            assertReset(pair.connect());
            await().until(() -> pair.faultsAtEitherEnd(CarrierFault.IDLE) > 0);
        }
    }

    @Test
    void aPeerThatSaysNothingAtAllIsTakenForGone() throws Exception {
        Bounds normal = Pair.quick(Bounds.DEFAULT);
        Bounds impatient =
                new Bounds(
                        8,
                        8,
                        8,
                        normal.connect(),
                        normal.setUp(),
                        normal.idle(),
                        normal.writeStall(),
                        Duration.ofMillis(300),
                        Duration.ofMillis(1_500),
                        normal.keyWait(),
                        normal.redHold(),
                        normal.watch());
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).with(impatient))) {
            Socket socket = pair.connect();
            assertEcho(socket, new byte[] {1}, false);
            // Longer than the silence allowed, and the carrier lives by its pings.
            int pings = pair.relay.frames(true);
            await().until(() -> pair.relay.frames(true) > pings + 10);
            assertEcho(socket, new byte[] {2}, false);

            pair.relay.meddle((_, _, _, _) -> {});

            assertReset(socket);
            await().until(() -> pair.faultsAtEitherEnd(CarrierFault.SILENT) > 0);
        }
    }

    @Test
    void aServiceThatReadsNothingIsGivenUpAfterTheWriteStall() throws Exception {
        try (Pair pair =
                new Pair(
                        Pair.Options.of(Target.Manner.ECHO)
                                .with(bounds(Duration.ofMinutes(1), Duration.ofMillis(300))))) {
            // An echo whose answers nobody reads: in the end every buffer on the way is full.
            Socket socket = pair.connect();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    socket.getOutputStream().write(new byte[100_000]);
                                }
                            })
                    .isInstanceOf(IOException.class);
            await().until(() -> pair.faultsAtEitherEnd(CarrierFault.STALLED) > 0);
        }
    }

    @Test
    void aCallerThatBreaksOffResetsTheService() throws Exception {
        try (Pair pair = new Pair(Target.Manner.COUNT)) {
            Socket socket = pair.connect();
            socket.getOutputStream().write(new byte[100]);
            await().until(() ->
                    !pair.target.visits().isEmpty()
                            && pair.target.visits().getFirst().bytes().length == 100);
            Sockets.reset(socket);

            assertThat(pair.target.visits().getFirst().end()).isEqualTo(End.RESET);
        }
    }

    @Test
    void bytesArriveWholeInBothDirectionsAcrossAHalfClose() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            long total = 0;
            for (int length : new int[] {0, 1, 65_536, 1 << 20, 32 << 20}) {
                byte[] sent = random(length);
                total += length;

                assertEcho(pair, sent);

                Target.Visit visit = pair.target.visits().getLast();
                assertThat(visit.end()).isEqualTo(End.CLEAN);
                assertThat(Arrays.equals(visit.bytes(), sent)).as("%d bytes", length).isTrue();
            }
            await().until(() -> pair.tokyo.openCarriers() + pair.kochi().openCarriers() == 0);
            assertThat(pair.atTokyo().bytesSent()).isEqualTo(total);
            assertThat(pair.atKochi().bytesSent()).isEqualTo(total);
            for (CarrierFault fault : CarrierFault.values()) {
                if (!fault.name().startsWith("CONTROL_")) {
                    assertThat(pair.faultsAtEitherEnd(fault)).as(fault.tag()).isZero();
                }
            }
        }
    }

    @Test
    void anAnswerComesAfterTheCallerHasEnded() throws Exception {
        try (Pair pair = new Pair(Target.Manner.COUNT);
                Socket socket = pair.connect()) {
            socket.getOutputStream().write(random(100_000));
            socket.shutdownOutput();

            assertThat(
                            new String(
                                    socket.getInputStream().readAllBytes(),
                                    StandardCharsets.US_ASCII))
                    .isEqualTo("100000");
        }
    }

    @ParameterizedTest(name = "virtual threads above {0} carriers, {1} warm ones")
    @CsvSource({"0, 0", "500, 0", "500, 8", "20, 8"})
    void twoHundredStreamsCostTheSameKeysAsOne(int virtualThreadsAbove, int warmCarriers)
            throws Exception {
        try (Pair pair =
                        new Pair(
                                Pair.Options.of(Target.Manner.ECHO)
                                        .withVirtualThreadsAbove(virtualThreadsAbove)
                                        .withWarmCarriers(warmCarriers));
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> streams = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                streams.add(
                        pool.submit(() -> {
                            assertEcho(pair, random(64 * 1024));
                            return true;
                        }));
            }
            for (Future<?> stream : streams) {
                stream.get(60, TimeUnit.SECONDS);
            }

            // The one in use, and the one in hand.
            await().until(pair::isGreenWithSpare);
            assertThat(pair.keys.newKeys()).isEqualTo(2);
            assertThat(pair.keys.namedKeys()).isEqualTo(2);
            assertThat(pair.ledgers.repeatedKeys()).isEmpty();
        }
    }

    @Test
    void aWarmCarrierIsThereBeforeTheCallerAndIsReplaced() throws Exception {
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).withWarmCarriers(3))) {
            await().until(() -> pair.tokyo.parkedCarriers() == 3);
            int connections = pair.relay.connections();
            assertThat(pair.target.visits()).isEmpty();

            for (int i = 0; i < 10; i++) {
                assertEcho(pair, random(1_000));
            }

            assertThat(pair.target.visits()).hasSize(10);
            await().until(() -> pair.tokyo.parkedCarriers() == 3);
            assertThat(pair.relay.connections()).isGreaterThan(connections);
            assertThat(pair.tokyo.openCarriers()).isZero();
        }
    }

    @Test
    void tunnelsAndServicesComeAndGoWhileTheGatewayRuns() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO);
                Target other = new Target(Target.Manner.COUNT)) {
            pair.kochi()
                    .addService(
                            new GatewaySettings.Service(
                                    "counter", "localhost", other.port(), Set.of(Pair.TOKYO)));
            pair.tokyo.addTunnel(
                    new GatewaySettings.Tunnel(
                            "t-1",
                            "counter",
                            Pair.KOCHI,
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
            try (Socket socket = pair.connect(2)) {
                socket.getOutputStream().write(new byte[77]);
                socket.shutdownOutput();
                assertThat(
                                new String(
                                        socket.getInputStream().readAllBytes(),
                                        StandardCharsets.US_ASCII))
                        .isEqualTo("77");
            }
            assertThat(pair.kochi().removeService("counter")).isTrue();
            assertReset(pair.connect(2));
            int port = pair.tokyo.tunnelPort(2);
            assertThat(pair.tokyo.removeTunnel("t-1")).isTrue();
            assertThat(pair.tokyo.removeTunnel("t-1")).isFalse();
            await().untilAsserted(() ->
                    assertThatThrownBy(() ->
                                    new Socket(InetAddress.getLoopbackAddress(), port).close())
                            .isInstanceOf(ConnectException.class));
        }
    }

    @Test
    void noRunOfPlainBytesIsOnTheWire() throws Exception {
        int run = 8;
        byte[] sent = random(100_000);
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            assertEcho(pair, sent);

            Set<ByteBuffer> runs = new HashSet<>();
            for (int i = 0; i + run <= sent.length; i++) {
                runs.add(ByteBuffer.wrap(sent, i, run));
            }
            for (byte[] wire : List.of(pair.relay.fromOpener(0), pair.relay.fromAcceptor(0))) {
                assertThat(wire.length).isGreaterThan(sent.length);
                for (int i = 0; i + run <= wire.length; i++) {
                    assertThat(runs.contains(ByteBuffer.wrap(wire, i, run))).isFalse();
                }
                assertThat(new String(wire, StandardCharsets.ISO_8859_1))
                        .doesNotContain("share-store");
            }
        }
    }

    static void assertEcho(Pair pair, byte[] sent) throws Exception {
        try (Socket socket = pair.connect()) {
            assertEcho(socket, sent, true);
        }
    }

    static void assertEcho(Socket socket, byte[] sent, boolean end) throws Exception {
        Thread sender =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                socket.getOutputStream().write(sent);
                                if (end) {
                                    socket.shutdownOutput();
                                }
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        byte[] back =
                end
                        ? socket.getInputStream().readAllBytes()
                        : socket.getInputStream().readNBytes(sent.length);
        assertThat(sender.join(Duration.ofSeconds(30))).isTrue();
        assertThat(Arrays.equals(back, sent)).as("same bytes").isTrue();
    }

    static void assertReset(Socket socket) throws IOException {
        try (socket) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static Bounds bounds(Duration idle, Duration writeStall) {
        Bounds normal = Pair.quick(Bounds.DEFAULT);
        return new Bounds(
                8,
                8,
                8,
                normal.connect(),
                normal.setUp(),
                idle,
                writeStall,
                normal.ping(),
                normal.silence(),
                normal.keyWait(),
                normal.redHold(),
                normal.watch());
    }
}
