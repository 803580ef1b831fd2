package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertReset;
import static io.warifu.gateway.tunnel.Traffic.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.cipher.CarrierLimits;
import io.warifu.gateway.epoch.EpochLimits;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.keys.EtsiServer.Mood;
import io.warifu.gateway.pair.PairState;
import io.warifu.gateway.tunnel.Target.End;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several records in one call to a socket: what belongs to the first must not suffer by the last.
 */
final class GatewayBatchTest {

    private static final int PIECE_BYTES = 100;
    private static final int RECORDS_OF_A_KEY = 6;

    /** The reader has all three in its buffer when it opens the first. */
    @Test
    void whatCameInOnePieceRightBeforeAFaultIsDelivered() throws Exception {
        try (Pair pair = new Pair(Target.Manner.COUNT)) {
            ByteArrayOutputStream held = new ByteArrayOutputStream();
            AtomicInteger pieces = new AtomicInteger();
            pair.relay.meddle((toAcceptor, _, frame, out) -> {
                if (!toAcceptor || frame[1] != FrameType.DATA.code()) {
                    out.write(frame);
                } else if (pieces.get() < 2) {
                    held.writeBytes(frame);
                    pieces.incrementAndGet();
                } else {
                    frame[frame.length - 1] ^= 1;
                    held.writeBytes(frame);
                    out.write(held.toByteArray());
                }
            });
            byte[] sent = random(3 * PIECE_BYTES);
            Socket socket = pair.connect();
            for (int piece = 0; piece < 3; piece++) {
                int before = piece;
                await().until(() -> pieces.get() == before);
                socket.getOutputStream().write(sent, piece * PIECE_BYTES, PIECE_BYTES);
            }

            assertReset(socket);
            Target.Visit visit = pair.target.visits().getFirst();
            assertThat(visit.end()).isEqualTo(End.RESET);
            assertThat(visit.bytes()).isEqualTo(Arrays.copyOf(sent, 2 * PIECE_BYTES));
            assertThat(pair.faultsAtEitherEnd(CarrierFault.BAD_TAG)).isEqualTo(1);
        }
    }

    /**
     * An even or an odd number of records is left: with one, keys end amid what was read at once.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatAKeyMayStillProtectIsSentBeforeTheWaitForTheNext(int earlierRecords) throws Exception {
        EpochLimits few =
                new EpochLimits(
                        Duration.ofMinutes(1),
                        1L << 30,
                        RECORDS_OF_A_KEY,
                        Duration.ZERO,
                        Duration.ofMinutes(2),
                        new CarrierLimits(1L << 30, RECORDS_OF_A_KEY));
        // Only the opener sends: records of the other end, too, would call for the next epoch.
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.COUNT).with(few))) {
            await().until(pair::isGreenWithSpare);
            Socket socket = pair.connect();
            byte[] sent = random(3 << 20);
            for (int i = 0; i < earlierRecords; i++) {
                int arrived = i + 1;
                socket.getOutputStream().write(sent, i, 1);
                await().until(() -> arrivedBytes(pair).length == arrived);
            }
            pair.keys.mood(Mood.EMPTY);
            Thread writer =
                    Traffic.sending(
                            socket, Arrays.copyOfRange(sent, earlierRecords, sent.length), true);
            await().untilAsserted(() -> {
                assertThat(pair.tokyosView().state()).isNotEqualTo(PairState.GREEN);
                assertThat(recordsToAcceptor(pair))
                        .hasSizeGreaterThan(1)
                        .allSatisfy(
                                (_, records) -> assertThat(records).isEqualTo(RECORDS_OF_A_KEY));
            });

            pair.keys.mood(Mood.GOOD);
            assertThat(socket.getInputStream().readAllBytes())
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo(Integer.toString(sent.length));
            assertThat(Arrays.equals(arrivedBytes(pair), sent)).as("not a byte lost").isTrue();
            assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static byte[] arrivedBytes(Pair pair) {
        return pair.target.visits().stream()
                .findFirst()
                .map(Target.Visit::bytes)
                .orElseGet(() -> new byte[0]);
    }

    /** Data records that the opener has sent, by epoch. */
    private static Map<Integer, Integer> recordsToAcceptor(Pair pair) {
        ByteBuffer frames = ByteBuffer.wrap(pair.relay.fromOpener(0));
        Map<Integer, Integer> counts = new TreeMap<>();
        int at = 0;
        while (at < frames.limit()) {
            if (frames.getInt(at + 16) == FrameHeader.DATA_STREAM) {
                counts.merge(frames.getInt(at + 4), 1, Integer::sum);
            }
            at += FrameHeader.BYTES + frames.getInt(at + 20);
        }
        return counts;
    }
}
