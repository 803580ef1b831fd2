package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertEcho;
import static io.warifu.gateway.tunnel.Traffic.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.otp.OtpChannel;
import io.warifu.gateway.otp.OtpRecord;
import io.warifu.gateway.otp.OtpService;
import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who comes in at the doors without being asked, and who comes in for the one-time pad. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GatewayDoorsTest {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayDoorsTest.class);
    private static final int HALF_OPEN = 64;

    private final CountDownLatch served = new CountDownLatch(1);
    private Pair pair;

    @BeforeAll
    void start() throws IOException {
        Bounds normal = Pair.quick(Bounds.DEFAULT);
        Bounds bounds =
                new Bounds(
                        512,
                        HALF_OPEN,
                        128,
                        normal.connect(),
                        Duration.ofSeconds(4),
                        normal.idle(),
                        normal.writeStall(),
                        normal.ping(),
                        normal.silence(),
                        normal.keyWait(),
                        normal.redHold(),
                        normal.watch());
        pair = new Pair(Pair.Options.of(Target.Manner.ECHO).with(bounds).with(new Scribe()));
        await().until(pair::isGreenWithSpare);
    }

    @AfterAll
    void stop() throws IOException {
        pair.close();
    }

    /** Answers each announced field with a receipt, to the authenticated end. */
    private final class Scribe implements OtpService {

        @Override
        public void serve(OtpChannel channel) throws IOException {
            Optional<OtpRecord> next = channel.receive();
            while (next.isPresent()) {
                if (next.get().kind() == OtpRecord.Kind.DATA) {
                    channel.send(new OtpRecord(OtpRecord.Kind.RECEIPT, next.get().body()));
                }
                next = channel.receive();
            }
            channel.end();
            served.countDown();
        }
    }

    private static Stream<Arguments> strangers() {
        TestPki own = Pair.PKI;
        return Stream.of(
                Arguments.of(
                        "no certificate of ours",
                        new TestPki()
                                .identity("gateway-kochi", "urn:sae:gateway-kochi")
                                .sslContext()),
                Arguments.of(
                        "a certificate that is over",
                        own.expired("gateway-kochi", "urn:sae:gateway-kochi").sslContext()),
                Arguments.of(
                        "somebody who is no peer",
                        own.identity("app", "urn:sae:application").sslContext()),
                Arguments.of(
                        "a certificate without an SAE",
                        own.identity("kme", "urn:warifu:kme:kochi").sslContext()),
                Arguments.of(
                        "this gateway itself",
                        own.identity("gateway-tokyo", "urn:sae:gateway-tokyo").sslContext()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void noStrangerGetsPastTheHandshakeOnTheControlPort(String name, SSLContext tls)
            throws Exception {
        long before = refusedHandshakes();
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
            // In TLS 1.3 the client is done before the server has looked at its certificate.
            assertThat(firstByte(socket)).isEmpty();
        }
        await().until(() -> refusedHandshakes() == before + 1);
        assertThat(pair.tokyosView().connected()).isTrue();
    }

    /**
     * A chain that does not hold is refused by TLS itself, a wrong name after it; a stranger who
     * refuses our chain first may hang up while this end still speaks.
     */
    private long refusedHandshakes() {
        PeerTraffic counters = pair.tokyo.strangers();
        return counters.faults(CarrierFault.CONTROL_WRONG_CERTIFICATE)
                + counters.faults(CarrierFault.CONTROL_NO_TLS)
                + counters.faults(CarrierFault.CONTROL_LOST);
    }

    /** The first byte that comes over TLS; empty if the other end refuses or hangs up. */
    private OptionalInt firstByte(SSLSocket socket) throws IOException {
        socket.connect(pair.controlAddress());
        socket.setSoTimeout(15_000);
        try {
            socket.startHandshake();
            int first = socket.getInputStream().read();
            return first < 0 ? OptionalInt.empty() : OptionalInt.of(first);
        } catch (SSLException | SocketException e) {
            LOG.debug("The handshake ended with {}.", e.toString());
            return OptionalInt.empty();
        }
    }

    private static Stream<Arguments> noise() {
        return Stream.of(
                Arguments.of(
                        "an HTTP client", "GET / HTTP/1.1\r\n\r\n", CarrierFault.CONTROL_NO_TLS),
                Arguments.of("noise", "\1\2\3\4\5\6\7\10".repeat(20), CarrierFault.CONTROL_NO_TLS),
                Arguments.of("silence", "", CarrierFault.CONTROL_TIMEOUT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noise")
    void noiseOnTheControlPortIsRefusedInTimeAndCounted(
            String name, String greeting, CarrierFault fault) throws Exception {
        PeerTraffic counters = pair.tokyo.strangers();
        long before = counters.faults(fault);
        try (Socket socket = new Socket()) {
            socket.connect(pair.controlAddress());
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
            await().until(() -> counters.faults(fault) == before + 1);
        }
        assertThat(pair.tokyosView().connected()).isTrue();
    }

    @Test
    void thousandsOfHalfOpenConnectionsAreRefusedInBoundedMemoryAndThenAllIsWell()
            throws Exception {
        PeerTraffic counters = pair.kochi().strangers();
        long before = counters.faults(CarrierFault.TOO_MANY_HALF_OPEN);
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                connected(pair.kochi().carrierPort()).ifPresent(idle::add);
            }
            await().until(() ->
                    counters.faults(CarrierFault.TOO_MANY_HALF_OPEN)
                                    - before
                                    + counters.faults(CarrierFault.OPEN_TIMEOUT)
                            >= 2_000 - HALF_OPEN);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
        await().ignoreExceptions()
                .until(() -> {
                    assertEcho(pair, new byte[] {1});
                    return true;
                });
    }

    /** Empty if the other end refuses it before this end has heard that it is connected. */
    private static Optional<Socket> connected(int port) throws IOException {
        try {
            return Optional.of(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
            return Optional.empty();
        }
    }

    @Test
    void oneTimePadRecordsGoThereAndBackOnAnOrdinaryCarrierToTheAuthenticatedEnd()
            throws Exception {
        byte[] field = random(300);
        try (OtpChannel channel = pair.tokyo.openOtp(Pair.KOCHI)) {
            channel.send(new OtpRecord(OtpRecord.Kind.BLOCK, new byte[] {1}));
            channel.send(new OtpRecord(OtpRecord.Kind.DATA, field));
            OtpRecord receipt = channel.receive().orElseThrow();
            assertThat(receipt.kind()).isEqualTo(OtpRecord.Kind.RECEIPT);
            assertThat(receipt.body()).isEqualTo(field);
            channel.end();
            assertThat(channel.receive()).isEmpty();
        }
        assertThat(served.await(5, TimeUnit.SECONDS)).isTrue();
        await().until(() -> pair.tokyo.parkedCarriers() + pair.kochi().parkedCarriers() == 0);
    }

    @Test
    void aOneTimePadChannelThatIsCutIsNoEnd() throws Exception {
        OtpChannel channel = pair.tokyo.openOtp(Pair.KOCHI);
        channel.send(new OtpRecord(OtpRecord.Kind.DATA, new byte[10]));
        assertThat(channel.receive()).isPresent();
        pair.relay.meddle((_, _, _, out) -> out.end());
        channel.send(new OtpRecord(OtpRecord.Kind.DATA, new byte[10]));

        assertThatThrownBy(channel::receive).isInstanceOf(IOException.class);
        channel.close();
        pair.relay.behave();
    }
}
