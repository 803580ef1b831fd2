package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertReset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nobody reaches a service who knows no traffic keys, be it with what he once heard on the wire.
 */
final class GatewayStrangersTest extends AttackCase {

    /** Of a read; longer than an opening may take. */
    private static final int PATIENCE_MILLIS = 15_000;

    GatewayStrangersTest() {
        super(Duration.ofSeconds(4));
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

        assertReset(pair::connect);

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
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(greeting);

            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        await().until(() -> pair.kochi().strangers().faults(fault) == before + 1);
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
            socket.setSoTimeout(PATIENCE_MILLIS);
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

    private static byte[] header(int version, int type, int length) {
        byte[] header = new byte[FrameHeader.BYTES];
        header[0] = (byte) version;
        header[1] = (byte) type;
        ByteBuffer.wrap(header).putInt(20, length);
        return header;
    }
}
