package io.warifu.simulator.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.auth.Stamp;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.socket.TwoEnds.Both;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConversationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(3);
    private static final int SECRET_BYTES = 1 << 15;
    private static final int UNOPENED = 64;
    private static final long DEADLINE_SECONDS = 10;

    @TempDir private Path folder;

    @Test
    void framesOfStrangersAreRefusedWithTheCheckThatFailedAndCostNothing() throws Exception {
        try (TwoEnds ends = new TwoEnds(folder, SECRET_BYTES, PATIENCE)) {
            assertThat(answerTo(ends, changed(0, 0x7f))).isEqualTo(Check.OVERSIZED);
            assertThat(answerTo(ends, changed(0, 0xff))).isEqualTo(Check.OVERSIZED);
            assertThat(answerTo(ends, changed(4, 9))).isEqualTo(Check.VERSION);
            assertThat(answerTo(ends, changed(5, MessageKind.OFFER.code())))
                    .isEqualTo(Check.PROTOCOL);
            assertThat(answerTo(ends, changed(13, 1))).isEqualTo(Check.SEQUENCE);
            assertThat(answerTo(ends, changed(21, 0))).isEqualTo(Check.PROTOCOL);
            assertThat(answerTo(ends, hello(new byte[] {5, 1}, 0))).isEqualTo(Check.MALFORMED);
            assertThat(answerTo(ends, hello(greeting(), 0))).isEqualTo(Check.AUTHENTICATION);
            assertThat(answerTo(ends, hello(greeting(), 1))).isEqualTo(Check.MALFORMED);
            assertThat(answerTo(ends, hello(greeting(), 1L << 40)))
                    .isEqualTo(Check.AUTH_POOL_EMPTY);
            assertThat(ends.poolOfBob.ledger().aliceToBob().spentBits()).isZero();
            assertThat(ends.poolOfBob.ledger().bobToAlice().spentBits()).isZero();
            try (Both both = ends.connect()) {
                say(both.alice(), 0, 1);
                assertThat(heard(both.bob(), 0)).isEqualTo(1);
            }
        }
    }

    @Test
    void tooManyConversationsThatNobodyOpenedEndTheSessionAtBothEnds() throws Exception {
        try (TwoEnds ends = new TwoEnds(folder, SECRET_BYTES, PATIENCE);
                Both both = ends.connect()) {
            for (int number = 1; number <= UNOPENED + 1; number++) {
                say(both.alice(), number, number);
            }
            assertFails(Check.PROTOCOL, () -> heard(both.alice(), 0));
            assertFails(Check.PROTOCOL, () -> heard(both.bob(), 0));
        }
    }

    @Test
    void silenceIsAFailureOnlyWhereSomebodyWaits() throws Exception {
        Path idleFolder = Files.createDirectory(folder.resolve("idle"));
        Path waitingFolder = Files.createDirectory(folder.resolve("waiting"));
        try (TwoEnds idle = new TwoEnds(idleFolder, SECRET_BYTES, SHORT_PATIENCE);
                TwoEnds waiting = new TwoEnds(waitingFolder, SECRET_BYTES, SHORT_PATIENCE);
                Both quiet = idle.connect();
                Both both = waiting.connect()) {
            assertFails(Check.TIMEOUT, () -> heard(both.bob(), 3));
            await(() -> both.alice().conversations().failure().isPresent());
            assertFails(Check.TIMEOUT, () -> heard(both.alice(), 3));
            // That took longer than the patience of the session in which nobody spoke.
            say(quiet.alice(), 3, 8);
            assertThat(heard(quiet.bob(), 3)).isEqualTo(8);
        }
    }

    @Test
    void anAbortNamesItsCheckAtTheOtherEndInEveryConversation() throws Exception {
        try (TwoEnds ends = new TwoEnds(folder, SECRET_BYTES, PATIENCE);
                Both both = ends.connect()) {
            both.bob()
                    .conversations()
                    .abort(new ChannelException(Check.VERIFICATION, "the keys differ"));
            assertFails(Check.VERIFICATION, () -> heard(both.alice(), 1));
            assertFails(Check.VERIFICATION, () -> heard(both.alice(), 2));
            assertFails(Check.VERIFICATION, () -> say(both.bob(), 1, 0));
        }
    }

    @Test
    void whoWaitsForLightHearsWhyTheOtherEndGaveUp() throws Exception {
        try (TwoEnds ends = new TwoEnds(folder, SECRET_BYTES, PATIENCE);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // The fibre is closed before the reason is told: which comes first is chance.
            for (int i = 0; i < 20; i++) {
                try (Both both = ends.connect()) {
                    Future<byte[]> light = threads.submit(both.bob()::receiveTrain);
                    both.alice()
                            .conversations()
                            .abort(new ChannelException(Check.AUTH_POOL_EMPTY, "nothing is left"));
                    assertThatThrownBy(() -> light.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                            .cause()
                            .isInstanceOfSatisfying(
                                    ChannelException.class,
                                    e -> assertThat(e.check()).isEqualTo(Check.AUTH_POOL_EMPTY));
                }
            }
        }
    }

    @Test
    void anEmptyPoolEndsTheSessionAtBothEndsAndNoOtherBegins() throws Exception {
        int lane = 12;
        int greeting = 4;
        try (TwoEnds ends = new TwoEnds(folder, 2 * lane * Long.BYTES, PATIENCE)) {
            try (Both both = ends.connect()) {
                for (int i = 0; i < lane - greeting; i++) {
                    say(both.alice(), 0, i);
                    assertThat(heard(both.bob(), 0)).isEqualTo(i);
                }
                assertFails(Check.AUTH_POOL_EMPTY, () -> say(both.alice(), 0, 0));
                assertFails(Check.AUTH_POOL_EMPTY, () -> heard(both.bob(), 0));
            }
            assertFails(Check.AUTH_POOL_EMPTY, ends::dial);
            assertFails(Check.AUTH_POOL_EMPTY, ends::listen);
            await(() -> ends.lastRefusal().isPresent());
            assertThat(ends.lastRefusal().orElseThrow().check()).isEqualTo(Check.AUTH_POOL_EMPTY);
            assertThat(ends.poolOfAlice.remainingBits()).isZero();
        }
    }

    @Test
    void aClosedConversationIsOverWhileTheOthersGoOn() throws Exception {
        try (TwoEnds ends = new TwoEnds(folder, SECRET_BYTES, PATIENCE);
                Both both = ends.connect()) {
            say(both.alice(), 1, 1);
            assertThat(heard(both.bob(), 1)).isEqualTo(1);
            both.bob().conversations().close(1);
            say(both.alice(), 1, 2);
            say(both.alice(), 2, 3);
            assertThat(heard(both.bob(), 2)).isEqualTo(3);
            assertThat(ends.poolOfBob.ledger()).isEqualTo(ends.poolOfAlice.ledger());
            assertThatThrownBy(() -> both.bob().conversations().conversation(1))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theLastWordOfAnEndThatLeavesIsHeard() throws Exception {
        try (TwoEnds ends = new TwoEnds(folder, SECRET_BYTES, PATIENCE);
                Both both = ends.connect()) {
            ClassicalChannel bob = both.bob().conversations().conversation(1);
            say(both.alice(), 1, 5);
            both.alice().close();
            assertThat(bob.receive(MessageKind.OFFER).getInt(5)).isEqualTo(5);
            assertFails(Check.DISCONNECTED, bob::receive);
            assertFails(Check.DISCONNECTED, () -> say(both.alice(), 1, 6));
        }
    }

    @Test
    void messagesForAConversationNotOpenedYetAreKept() throws Exception {
        try (TwoEnds ends = new TwoEnds(folder, SECRET_BYTES, PATIENCE);
                Both both = ends.connect()) {
            for (int i = 0; i < 3; i++) {
                say(both.alice(), 9, i);
            }
            say(both.alice(), 0, 7);
            // One reader: when this one is here, those before are too.
            assertThat(heard(both.bob(), 0)).isEqualTo(7);
            for (int i = 0; i < 3; i++) {
                assertThat(heard(both.bob(), 9)).isEqualTo(i);
            }
        }
    }

    @Test
    void manyThreadsTalkAtOnceAndEachConversationStaysInOrder() throws Exception {
        int messages = 200;
        try (TwoEnds ends = new TwoEnds(folder, SECRET_BYTES, PATIENCE);
                Both both = ends.connect();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> talks = new ArrayList<>();
            for (long number = 0; number < 4; number++) {
                for (LinkConnection end : List.of(both.alice(), both.bob())) {
                    long own = number;
                    Callable<Integer> speaker =
                            () -> {
                                for (int i = 0; i < messages; i++) {
                                    say(end, own, i);
                                }
                                return messages;
                            };
                    Callable<Integer> hearer =
                            () -> {
                                for (int i = 0; i < messages; i++) {
                                    assertThat(heard(end, own)).isEqualTo(i);
                                }
                                return messages;
                            };
                    talks.add(threads.submit(speaker));
                    talks.add(threads.submit(hearer));
                }
            }
            for (Future<?> talk : talks) {
                assertThat(talk.get(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(messages);
            }
            assertThat(ends.poolOfAlice.ledger()).isEqualTo(ends.poolOfBob.ledger());
        }
    }

    private interface Act {
        Object run() throws Exception;
    }

    private static void assertFails(Check check, Act act) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        ChannelException.class, e -> assertThat(e.check()).isEqualTo(check));
    }

    private static int say(LinkConnection end, long number, int value) throws ChannelException {
        end.conversations()
                .conversation(number)
                .send(MessageKind.OFFER, new PayloadWriter().putCount(value));
        return value;
    }

    private static int heard(LinkConnection end, long number) throws ChannelException {
        return end.conversations()
                .conversation(number)
                .receive(MessageKind.OFFER)
                .getInt(Integer.MAX_VALUE);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** A greeting in form, by somebody who has no key. */
    private static byte[] greeting() {
        return new PayloadWriter()
                .putBytes(
                        new byte[] {
                            't', 'o', 'k', 'y', 'o', '/', 'k', 'o', 'g', 'a', 'n', 'e', 'i'
                        })
                .putLong(1)
                .putLong(2)
                .putCount(0)
                .putCount(SECRET_BYTES * 4L)
                .putCount(SECRET_BYTES * 4L)
                .toBytes();
    }

    private static byte[] hello(byte[] payload, long offset) {
        return new Frame(
                        MessageKind.HELLO.code(),
                        0,
                        Frame.SESSION_ITSELF,
                        payload,
                        new Stamp(offset, 12345))
                .toBytes();
    }

    private static byte[] changed(int place, int value) {
        byte[] frame = hello(greeting(), 0);
        frame[place] = (byte) value;
        return frame;
    }

    private static Check answerTo(TwoEnds ends, byte[] frame) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", ends.classicalPort())) {
            socket.getOutputStream().write(frame);
            socket.shutdownOutput();
            Frame answer =
                    new FrameReader(socket)
                            .next(
                                    Greeting.MAX_BYTES,
                                    _ -> assertThat(ends.classicalPort()).isPositive());
            return Abort.unproven(answer).check();
        }
    }
}
