package io.warifu.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.cipher.CarrierLimits;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.tunnel.Target.End;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;

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
            pair.stopKochi();
            assertReset(pair.connect());

            pair.restartKochi();

            // Its key is gone with its memory: it is refused, given up, and another offered.
            assertEcho(pair, new byte[] {2});
            assertThat(pair.keys.newKeys()).isEqualTo(2);
            assertThat(pair.atTokyo().faults(CarrierFault.KEY_UNAVAILABLE)).isEqualTo(1);
        }
    }

    @Test
    void aPeerThatDoesNotKnowUsRefuses() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            pair.restartKochiWithoutPeers();

            assertReset(pair.connect());

            assertThat(pair.atTokyo().faults(CarrierFault.UNKNOWN_PEER)).isEqualTo(1);
            assertThat(pair.keys.namedKeys()).isZero();
        }
    }

    @Test
    void moreCarriersThanAllowedAreRefused() throws Exception {
        try (Pair pair =
                new Pair(
                        Target.Manner.ECHO,
                        Pair.QUICK.withMaxCarriers(1),
                        Duration.ofSeconds(10))) {
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
    void aCarrierPastTheLimitOfItsKeyIsCut() throws Exception {
        CarrierLimits tight = new CarrierLimits(100_000, 1_000);
        try (Pair pair = new Pair(Target.Manner.COUNT, with(tight), Duration.ofSeconds(10))) {
            Socket socket = pair.connect();
            assertThatThrownBy(
                            () -> {
                                socket.getOutputStream().write(new byte[200_000]);
                                socket.shutdownOutput();
                                socket.getInputStream().readAllBytes();
                            })
                    .isInstanceOf(IOException.class);

            assertThat(pair.target.visits().getFirst().end()).isEqualTo(End.RESET);
            assertThat(pair.atTokyo().faults(CarrierFault.LIMIT_REACHED)).isEqualTo(1);
        }
    }

    @Test
    void anIdleCarrierAndOneUnderAnOldKeyAreReset() throws Exception {
        Duration soon = Duration.ofMillis(300);
        Duration never = Duration.ofMinutes(1);
        try (Pair pair =
                new Pair(
                        Target.Manner.ECHO,
                        with(soon, never, never, never),
                        Duration.ofSeconds(10))) {
            assertReset(pair.connect());
            await().until(() -> pair.faultsAtEitherEnd(CarrierFault.IDLE) > 0);
        }
        try (Pair pair =
                new Pair(
                        Target.Manner.ECHO,
                        with(never, never, soon, soon),
                        Duration.ofSeconds(10))) {
            assertReset(pair.connect());
            await().until(() -> pair.faultsAtEitherEnd(CarrierFault.EPOCH_ENDED) > 0);
        }
        try (Pair pair =
                new Pair(
                        Target.Manner.COUNT,
                        with(never, soon, never, never),
                        Duration.ofSeconds(10))) {
            Socket socket = pair.connect();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    socket.getOutputStream().write(new byte[1_000]);
                                }
                            })
                    .isInstanceOf(IOException.class);
            assertThat(pair.atTokyo().faults(CarrierFault.EPOCH_ENDED)).isEqualTo(1);
        }
    }

    @Test
    void aServiceThatReadsNothingIsGivenUpAfterTheWriteStall() throws Exception {
        Bounds impatient =
                new Bounds(
                        8,
                        8,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(300),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(50),
                        CarrierLimits.HARD);
        try (Pair pair = new Pair(Target.Manner.ECHO, impatient, Duration.ofSeconds(10))) {
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
                assertThat(pair.faultsAtEitherEnd(fault)).isZero();
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

    @ParameterizedTest(name = "virtual threads: {0}")
    @ValueSource(booleans = {false, true})
    void twoHundredStreamsCostTheSameKeyAsOne(boolean virtualThreads) throws Exception {
        try (Pair pair =
                        new Pair(
                                Target.Manner.ECHO,
                                Pair.QUICK,
                                Duration.ofSeconds(10),
                                virtualThreads);
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

            assertThat(pair.keys.newKeys()).isEqualTo(1);
            assertThat(pair.keys.namedKeys()).isEqualTo(1);
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

    private static void assertEcho(Socket socket, byte[] sent, boolean end) throws Exception {
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

    private static Bounds with(CarrierLimits limits) {
        return bounds(
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                limits);
    }

    private static Bounds with(
            Duration idle, Duration keyAge, Duration quietKeyAge, Duration quiet) {
        return bounds(idle, keyAge, quietKeyAge, quiet, CarrierLimits.HARD);
    }

    private static Bounds bounds(
            Duration idle,
            Duration keyAge,
            Duration quietKeyAge,
            Duration quiet,
            CarrierLimits limits) {
        return new Bounds(
                8,
                8,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                idle,
                Duration.ofMinutes(1),
                keyAge,
                quietKeyAge,
                quiet,
                Duration.ofMillis(50),
                limits);
    }
}
