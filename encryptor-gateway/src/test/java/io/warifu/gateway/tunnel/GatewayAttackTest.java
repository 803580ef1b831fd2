package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.tunnel.Target.End;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A man in the middle between two real gateways: whatever he does, nothing looks like an end. */
final class GatewayAttackTest extends AttackCase {

    /** Of frames towards the acceptor: 0 OPEN, 1 START, 2 and more DATA. */
    private static final int HIT = 4;

    GatewayAttackTest() {
        super(Duration.ofSeconds(20));
    }

    private static Stream<Arguments> attacks() {
        Stream<Arguments> flips =
                IntStream.range(0, FrameHeader.BYTES)
                        .mapToObj(i -> attack("flipped header byte " + i, Blow.flip(i)));
        return Stream.concat(
                flips,
                Stream.of(
                        attack("flipped first body byte", Blow.flip(FrameHeader.BYTES)),
                        attack("flipped last tag byte", Blow.flip(-1)),
                        attack("flipped first tag byte", Blow.flip(-16)),
                        attack("replayed", (f, out) -> out.write(f, f)),
                        attack("dropped", (_, _) -> {}),
                        attack("cut short", (f, out) -> out.write(Arrays.copyOf(f, 30))),
                        attack(
                                "forged FIN",
                                (f, out) -> out.write(Blow.forged(f, FrameType.FIN, 16))),
                        attack(
                                "forged DATA",
                                (f, out) -> out.write(Blow.forged(f, FrameType.DATA, 99))),
                        attack("renamed FIN", (f, out) -> out.write(Blow.typed(f, FrameType.FIN))),
                        attack(
                                "renamed PING",
                                (f, out) -> out.write(Blow.typed(f, FrameType.PING))),
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
                attack("flipped ACCEPT type", 0, Blow.flip(1)),
                attack("flipped rand_s", 0, Blow.flip(FrameHeader.BYTES)),
                attack("flipped answer", 1, Blow.flip(FrameHeader.BYTES)),
                attack("dropped answer", 1, (_, _) -> {}),
                attack("forged FIN", 1, (f, out) -> out.write(Blow.forged(f, FrameType.FIN, 16))),
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

    private static Arguments attack(String name, Blow blow) {
        return Arguments.of(name, blow);
    }

    private static Arguments attack(String name, int hit, Blow blow) {
        return Arguments.of(name, hit, blow);
    }
}
