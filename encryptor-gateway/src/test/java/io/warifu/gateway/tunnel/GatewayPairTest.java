package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertEcho;
import static io.warifu.gateway.tunnel.Traffic.assertReset;
import static io.warifu.gateway.tunnel.Traffic.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.net.Sockets;
import io.warifu.gateway.tunnel.Target.End;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two gateways carry between callers and services, and what of it is on the wire. */
final class GatewayPairTest {

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
            await().until(pair::isGreenWithSpare);
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
            // A carrier goes when both its directions have ended, a little after its caller.
            await().until(() -> pair.tokyo.parkedCarriers() == 3 && pair.tokyo.openCarriers() == 0);
            assertThat(pair.relay.connections()).isGreaterThan(connections);
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
            assertReset(() -> pair.connect(2));
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
}
