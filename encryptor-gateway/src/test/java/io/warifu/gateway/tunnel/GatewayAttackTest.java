package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertReset;
import static io.warifu.gateway.tunnel.Traffic.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.tunnel.Target.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A man in the middle between two real gateways: whatever he does, nothing looks like an end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GatewayAttackTest {

    /** Of frames towards the acceptor: 0 OPEN, 1 START, 2 and more DATA. */
    private static final int HIT = 4;

    private static final Bounds NORMAL = Pair.quick(Bounds.DEFAULT);
    private static final Bounds BOUNDS =
            new Bounds(
                    512,
                    512,
                    128,
                    NORMAL.connect(),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(1),
                    NORMAL.writeStall(),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    NORMAL.keyWait(),
                    NORMAL.redHold(),
                    NORMAL.watch());

    private Pair pair;

    @BeforeAll
    void start() throws IOException {
        pair = new Pair(Pair.Options.of(Target.Manner.COUNT).with(BOUNDS));
    }

    @AfterAll
    void stop() throws IOException {
        pair.close();
    }

    private static Stream<Arguments> attacks() {
        Stream<Arguments> flips =
                IntStream.range(0, FrameHeader.BYTES)
                        .mapToObj(i -> attack("flipped header byte " + i, flip(i)));
        return Stream.concat(
                flips,
                Stream.of(
                        attack("flipped first body byte", flip(FrameHeader.BYTES)),
                        attack("flipped last tag byte", flip(-1)),
                        attack("flipped first tag byte", flip(-16)),
                        attack("replayed", (f, out) -> out.write(f, f)),
                        attack("dropped", (_, _) -> {}),
                        attack("cut short", (f, out) -> out.write(Arrays.copyOf(f, 30))),
                        attack("forged FIN", (f, out) -> out.write(forged(f, FrameType.FIN, 16))),
                        attack("forged DATA", (f, out) -> out.write(forged(f, FrameType.DATA, 99))),
                        attack("renamed FIN", (f, out) -> out.write(typed(f, FrameType.FIN))),
                        attack("renamed PING", (f, out) -> out.write(typed(f, FrameType.PING))),
                        attack("TCP end", (_, out) -> out.end()),
                        attack("TCP reset", (_, out) -> out.reset())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void aDisturbedRecordGivesTheServiceAStrictPrefixAndAResetNeverAnEnd(String name, Blow blow)
            throws Exception {
        pair.relay.meddle((toAcceptor, index, frame, out) -> {
            if (toAcceptor && index == HIT) {
                blow.strike(frame, out);
            } else {
                out.write(frame);
            }
        });

        assertCutOnTheWayThere();
    }

    @Test
    void swappedRecordsGiveTheServiceAStrictPrefixAndAReset() throws Exception {
        byte[][] held = new byte[1][];
        pair.relay.meddle((toAcceptor, index, frame, out) -> {
            if (toAcceptor && index == HIT) {
                held[0] = frame;
            } else if (toAcceptor && index == HIT + 1) {
                out.write(frame, held[0]);
            } else {
                out.write(frame);
            }
        });

        assertCutOnTheWayThere();
    }

    private static Stream<Arguments> answerAttacks() {
        return Stream.of(
                attack("flipped ACCEPT type", 0, flip(1)),
                attack("flipped rand_s", 0, flip(FrameHeader.BYTES)),
                attack("flipped answer", 1, flip(FrameHeader.BYTES)),
                attack("dropped answer", 1, (_, _) -> {}),
                attack("forged FIN", 1, (f, out) -> out.write(forged(f, FrameType.FIN, 16))),
                attack("TCP end", 1, (_, out) -> out.end()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answerAttacks")
    void aDisturbedAnswerResetsTheCaller(String name, int hit, Blow blow) throws Exception {
        pair.relay.meddle((toAcceptor, index, frame, out) -> {
            if (!toAcceptor && index == hit) {
                blow.strike(frame, out);
            } else {
                out.write(frame);
            }
        });
        try (Socket socket = pair.connect()) {
            assertThatThrownBy(
                            () -> {
                                socket.getOutputStream().write(1);
                                socket.shutdownOutput();
                                socket.getInputStream().readAllBytes();
                            })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aReplayedConnectionNeverReachesTheService() throws Exception {
        byte[] recorded = recordOne();
        int visits = pair.target.visits().size();

        assertAnswerOf(recorded, new byte[0]);

        await().until(() -> pair.atKochi().faults(CarrierFault.REPLAYED_OPEN) == 1);
        assertThat(pair.target.visits()).hasSize(visits);
    }

    @Test
    void aReplayedConnectionNeverReachesTheServiceAfterARestartEither() throws Exception {
        byte[] recorded = recordOne();
        pair.restartKochi();
        int visits = pair.target.visits().size();

        assertAnswerOf(recorded, null);

        await().until(() -> pair.atKochi().faults(CarrierFault.SESSION_UNKNOWN) == 1);
        assertThat(pair.target.visits()).hasSize(visits);
    }

    @Test
    void anOpenWithoutProofOfTheTrafficKeysNeverReachesTheService() throws Exception {
        int visits = pair.target.visits().size();
        pair.relay.meddle((toAcceptor, index, frame, out) -> {
            if (!toAcceptor || index == 0) {
                out.write(frame);
            }
        });
        long before = pair.atKochi().faults(CarrierFault.OPEN_TIMEOUT);

        assertReset(pair.connect());

        await().until(() -> pair.atKochi().faults(CarrierFault.OPEN_TIMEOUT) == before + 1);
        assertThat(pair.target.visits()).hasSize(visits);
    }

    private static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of(
                        "a TLS client",
                        HexFormat.of().parseHex("16030100c8010000c40303" + "00".repeat(200)),
                        CarrierFault.UNKNOWN_VERSION),
                Arguments.of(
                        "an HTTP client",
                        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII),
                        CarrierFault.UNKNOWN_VERSION),
                Arguments.of("version 2", header(2, 7, 100), CarrierFault.UNKNOWN_VERSION),
                Arguments.of("type 99", header(1, 99, 100), CarrierFault.UNKNOWN_TYPE),
                Arguments.of(
                        "length 2^31-1", header(1, 7, Integer.MAX_VALUE), CarrierFault.BAD_LENGTH),
                Arguments.of("a long OPEN", header(1, 7, 65_552), CarrierFault.BAD_LENGTH),
                Arguments.of(
                        "DATA before OPEN",
                        Arrays.copyOf(header(1, 1, 16), 40),
                        CarrierFault.UNEXPECTED_FRAME),
                Arguments.of(
                        "a short OPEN",
                        Arrays.copyOf(header(1, 7, 16), 40),
                        CarrierFault.MALFORMED_OPEN),
                Arguments.of("silence", new byte[0], CarrierFault.OPEN_TIMEOUT),
                Arguments.of(
                        "half a header",
                        Arrays.copyOf(header(1, 7, 16), 12),
                        CarrierFault.OPEN_TIMEOUT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void aStrangerOnTheCarrierPortGetsNoAnswerAndIsCounted(
            String name, byte[] greeting, CarrierFault fault) throws Exception {
        long before = pair.kochi().strangers().faults(fault);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), pair.kochi().carrierPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(greeting);

            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        await().until(() -> pair.kochi().strangers().faults(fault) == before + 1);
    }

    @Test
    void otherStreamsAreUnharmedByAnAttackOnOne() throws Exception {
        pair.relay.behave();
        int visits = pair.target.visits().size();
        try (Socket other = pair.connect()) {
            other.getOutputStream().write(new byte[10]);
            await().until(() -> pair.target.visits().size() == visits + 1);
            pair.relay.meddle((toAcceptor, index, frame, out) -> {
                if (toAcceptor && index == HIT) {
                    frame[40] ^= 1;
                }
                out.write(frame);
            });
            assertCutOnTheWayThere();
            pair.relay.behave();
            other.shutdownOutput();

            assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("10");
        }
    }

    /** Sends much, and expects an error at both ends and a strict prefix at the service. */
    private void assertCutOnTheWayThere() throws Exception {
        byte[] sent = random(300_000);
        int visits = pair.target.visits().size();
        try (Socket socket = pair.connect()) {
            assertThatThrownBy(
                            () -> {
                                socket.getOutputStream().write(sent);
                                socket.shutdownOutput();
                                socket.getInputStream().readAllBytes();
                            })
                    .isInstanceOf(SocketException.class);
        }
        await().until(() -> pair.target.visits().size() == visits + 1);
        Target.Visit visit = pair.target.visits().getLast();
        assertThat(visit.end()).isEqualTo(End.RESET);
        byte[] delivered = visit.bytes();
        assertThat(delivered.length).isLessThan(sent.length);
        assertThat(Arrays.equals(delivered, Arrays.copyOf(sent, delivered.length))).isTrue();
    }

    private byte[] recordOne() throws Exception {
        pair.relay.behave();
        try (Socket socket = pair.connect()) {
            socket.getOutputStream().write(new byte[1_000]);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
        return pair.relay.fromOpener(pair.relay.connections() - 1);
    }

    /** Null: whatever it is, but no ACCEPT. */
    private void assertAnswerOf(byte[] recorded, byte @Nullable [] answer) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), pair.kochi().carrierPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(recorded);
            byte[] got = new byte[200];
            int length = 0;
            try {
                length = Math.max(0, socket.getInputStream().readNBytes(got, 0, got.length));
            } catch (SocketException _) {
                // A reset is what a replay deserves.
            }
            if (answer != null) {
                assertThat(Arrays.copyOf(got, length)).isEqualTo(answer);
            } else if (length > 0) {
                assertThat(got[1]).isEqualTo((byte) FrameType.ALERT.code());
            }
        }
    }

    /** What the man in the middle does with the frame he hits. */
    private interface Blow {
        void strike(byte[] frame, Relay.Wire out) throws IOException;
    }

    private static Arguments attack(String name, Blow blow) {
        return Arguments.of(name, blow);
    }

    private static Arguments attack(String name, int hit, Blow blow) {
        return Arguments.of(name, hit, blow);
    }

    private static Blow flip(int offset) {
        return (frame, out) -> {
            frame[offset < 0 ? frame.length + offset : offset] ^= 1;
            out.write(frame);
        };
    }

    private static byte[] forged(byte[] original, FrameType type, int bodyBytes) {
        byte[] frame = Arrays.copyOf(original, FrameHeader.BYTES + bodyBytes);
        ByteBuffer header = ByteBuffer.wrap(original);
        FrameCodec.write(
                FrameHeader.record(type, header.getInt(4), header.getLong(8), bodyBytes), frame);
        return frame;
    }

    private static byte[] typed(byte[] frame, FrameType type) {
        frame[1] = (byte) type.code();
        return frame;
    }

    private static byte[] header(int version, int type, int length) {
        byte[] header = new byte[FrameHeader.BYTES];
        header[0] = (byte) version;
        header[1] = (byte) type;
        ByteBuffer.wrap(header).putInt(20, length);
        return header;
    }
}
