package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertEcho;
import static io.warifu.gateway.tunnel.Traffic.assertReset;
import static io.warifu.gateway.tunnel.Traffic.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.cipher.CarrierLimits;
import io.warifu.gateway.epoch.EpochLimits;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.keys.EtsiServer.Mood;
import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.gateway.pair.Alarm;
import io.warifu.gateway.pair.PairState;
import io.warifu.gateway.pair.Policy;
import io.warifu.gateway.tunnel.Target.End;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Epochs under live traffic: they change without a stall, and when none is left nothing goes out.
 */
final class GatewayEpochsTest {

    private static final Duration FAST = Duration.ofMillis(150);
    private static final Pair.Options CHANGING =
            Pair.Options.of(Target.Manner.ECHO).with(Pair.limits(FAST, Duration.ofSeconds(30)));

    @Test
    void withoutKeysTrafficGoesOnToTheHardLimitThenStopsAndFinishesWhenKeysComeBack()
            throws Exception {
        try (Pair pair =
                new Pair(
                        Pair.Options.of(Target.Manner.ECHO)
                                .with(Pair.limits(FAST, Duration.ofSeconds(2))))) {
            await().until(pair::isGreenWithSpare);
            Socket socket = pair.connect();
            assertEcho(socket, new byte[] {1}, false);

            pair.keys.mood(Mood.EMPTY);
            await().until(() -> pair.tokyosView().state() == PairState.AMBER);
            assertEcho(socket, new byte[] {2}, false);
            await().until(() ->
                    pair.tokyosView().state() == PairState.RED
                            && pair.kochisView().state() == PairState.RED);
            byte[] sent = random(3 << 20);
            int frames = pair.relay.frames(true);
            Thread writer =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    socket.getOutputStream().write(sent);
                                    socket.shutdownOutput();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            assertReset(pair.connect());
            assertThat(pair.atTokyo().faults(CarrierFault.KEY_EXHAUSTED)).isEqualTo(1);
            assertThat(pair.relay.frames(true)).isEqualTo(frames);
            assertThat(pair.ledgers.of(Pair.TOKYO).alarms).contains(Alarm.KEY_EXHAUSTED);

            pair.keys.mood(Mood.GOOD);

            byte[] back = socket.getInputStream().readAllBytes();
            assertThat(Arrays.equals(back, sent)).as("not a byte lost").isTrue();
            assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
            await().until(pair::isGreenWithSpare);
            assertWireEpochsOnlyRise(pair);
            assertThat(pair.ledgers.repeatedKeys()).isEmpty();
        }
    }

    @Test
    void aSenderThatWaitsTooLongForKeysIsResetAtBothEnds() throws Exception {
        Bounds impatient =
                Pair.quick(Bounds.DEFAULT).with(8, Duration.ofSeconds(1), Duration.ofMillis(500));
        try (Pair pair =
                new Pair(
                        Pair.Options.of(Target.Manner.COUNT)
                                .with(impatient)
                                .with(Pair.limits(FAST, Duration.ofSeconds(1))))) {
            await().until(pair::isGreenWithSpare);
            Socket socket = pair.connect();
            socket.getOutputStream().write(new byte[10]);
            await().until(() -> !pair.target.visits().isEmpty());
            pair.keys.mood(Mood.EMPTY);
            await().until(() -> pair.tokyosView().state() == PairState.RED);

            socket.getOutputStream().write(new byte[10]);

            assertReset(socket);
            assertThat(pair.target.visits().getFirst().end()).isEqualTo(End.RESET);
            assertThat(pair.faultsAtEitherEnd(CarrierFault.KEY_EXHAUSTED)).isPositive();
        }
    }

    @Test
    void anEpochThatTheLedgerCannotKeepIsNotUsed() throws Exception {
        try (Pair pair = new Pair(CHANGING)) {
            await().until(pair::isGreenWithSpare);
            pair.ledgers.of(Pair.TOKYO).full = true;

            await().until(() -> pair.tokyosView().state() == PairState.AMBER);
            int stuck = pair.tokyosView().inUse().orElseThrow().epoch();
            await().untilAsserted(() ->
                    assertThat(pair.ledgers.of(Pair.KOCHI).alarms)
                            .contains(Alarm.LEDGER_UNWRITABLE));
            assertThat(pair.tokyosView().inUse().orElseThrow().epoch()).isEqualTo(stuck);
            assertThat(pair.kochisView().inUse().orElseThrow().epoch()).isEqualTo(stuck);

            pair.ledgers.of(Pair.TOKYO).full = false;
            await().until(pair::isGreenWithSpare);
        }
    }

    @Test
    void epochsChangeUnderTrafficInBothDirectionsWithoutALostByte() throws Exception {
        byte[] sent = random(24 << 20);
        try (Pair pair = new Pair(CHANGING)) {
            await().until(pair::isGreenWithSpare);
            Socket idle = pair.connect();
            assertEcho(idle, new byte[] {1}, false);
            int first = pair.tokyosView().inUse().orElseThrow().epoch();
            // Slowly enough for many epochs.
            Socket socket = pair.connect();
            CompletableFuture<Void> writing =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    for (int i = 0; i < sent.length; i += 1 << 20) {
                                        int next = first + 1 + i / (3 << 20);
                                        await().pollInterval(Duration.ofMillis(2))
                                                .until(() ->
                                                        pair.tokyosView()
                                                                        .inUse()
                                                                        .orElseThrow()
                                                                        .epoch()
                                                                >= next);
                                        socket.getOutputStream().write(sent, i, 1 << 20);
                                    }
                                    socket.shutdownOutput();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            Thread::startVirtualThread);
            byte[] back = socket.getInputStream().readAllBytes();
            writing.get(30, TimeUnit.SECONDS);

            assertThat(Arrays.equals(back, sent)).isTrue();
            assertThat(pair.tokyosView().inUse().orElseThrow().epoch())
                    .isGreaterThanOrEqualTo(first + 8);
            // The idle connection was moved along by pings, and still works.
            assertEcho(idle, new byte[] {2}, true);
            assertWireEpochsOnlyRise(pair);
            assertThat(pair.ledgers.repeatedKeys()).isEmpty();
            assertLedgersAgree(pair, sent.length + 2);
        }
    }

    @Test
    void aSlowReaderGetsEveryByteThoughManyEpochsPassMeanwhile() throws Exception {
        byte[] sent = random(24 << 20);
        try (Pair pair = new Pair(CHANGING)) {
            await().until(pair::isGreenWithSpare);
            Socket socket = pair.connect();
            CompletableFuture<Void> writing =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    socket.getOutputStream().write(sent);
                                    socket.shutdownOutput();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            Thread::startVirtualThread);
            byte[] back = new byte[sent.length];
            int read = 0;
            int epoch = 0;
            while (read < back.length) {
                // Every reading a few epochs after the one before.
                int wanted = epoch + 3;
                await().until(() -> pair.tokyosView().inUse().orElseThrow().epoch() >= wanted);
                epoch = pair.tokyosView().inUse().orElseThrow().epoch();
                int part = Math.min(4 << 20, back.length - read);
                read += socket.getInputStream().readNBytes(back, read, part);
            }
            writing.get(30, TimeUnit.SECONDS);

            assertThat(Arrays.equals(back, sent)).isTrue();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertWireEpochsOnlyRise(pair);
        }
    }

    @Test
    void aCarrierAtTheHardLimitOfItsKeyWaitsForTheNextEpochAndLosesNothing() throws Exception {
        EpochLimits tight =
                new EpochLimits(
                        Duration.ofMinutes(1),
                        1L << 20,
                        1_000,
                        Duration.ZERO,
                        Duration.ofMinutes(2),
                        new CarrierLimits(1L << 20, 1_000));
        byte[] sent = random(5 << 20);
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).with(tight))) {
            assertEcho(pair, sent);

            assertThat(pair.tokyosView().inUse().orElseThrow().epoch()).isGreaterThanOrEqualTo(5);
            assertThat(pair.faultsAtEitherEnd(CarrierFault.LIMIT_REACHED)).isZero();
        }
    }

    @Test
    void aByteStormCannotMakeEpochsYoungerThanTheirLeastAge() throws Exception {
        EpochLimits greedy =
                new EpochLimits(
                        Duration.ofSeconds(60),
                        1,
                        1_000_000,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(2),
                        CarrierLimits.HARD);
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).with(greedy))) {
            await().until(pair::isGreenWithSpare);
            long begin = System.nanoTime();
            int first = pair.tokyosView().inUse().orElseThrow().epoch();
            while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(3)) {
                assertEcho(pair, random(100_000));
            }
            int epochs = pair.tokyosView().inUse().orElseThrow().epoch() - first;
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            assertThat(epochs).isBetween(2, Math.toIntExact(seconds) + 1);
        }
    }

    @Test
    void aLostControlConnectionIsNoticedByNobodyWhileAnEpochIsInHand() throws Exception {
        try (Pair pair = new Pair(CHANGING)) {
            await().until(pair::isGreenWithSpare);
            Socket socket = pair.connect();
            assertEcho(socket, new byte[] {1}, false);
            int before = pair.tokyosView().inUse().orElseThrow().epoch();

            pair.control.cut();
            // The end that leads switches to what both have in hand; the other follows its records.
            await().until(() -> {
                assertEcho(socket, new byte[] {2}, false);
                return pair.tokyosView().inUse().orElseThrow().epoch() > before
                        && pair.kochisView().inUse().orElseThrow().epoch() > before;
            });
            assertEcho(pair, new byte[] {3});
            UUID session = pair.tokyosView().session().orElseThrow();
            pair.control.mend();

            await().until(pair::isGreenWithSpare);
            assertEcho(socket, new byte[] {4}, true);
            assertThat(pair.tokyosView().session()).contains(session);
            assertThat(pair.faultsAtEitherEnd(CarrierFault.PEER_RESTARTED)).isZero();
            assertWireEpochsOnlyRise(pair);
        }
    }

    @Test
    void controlConnectionsThatBreakAllTheTimeNeverMakeTheEndsDisagree() throws Exception {
        try (Pair pair = new Pair(CHANGING)) {
            await().until(pair::isGreenWithSpare);
            Socket socket = pair.connect();
            for (int i = 0; i < 8; i++) {
                pair.control.cut();
                pair.control.mend();
                assertEcho(socket, random(10_000), false);
                int last = pair.ledgers.of(Pair.TOKYO).confirmed.size();
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> pair.ledgers.of(Pair.TOKYO).confirmed.size() > last);
            }
            await().until(pair::isGreenWithSpare);
            assertEcho(socket, new byte[] {4}, true);
            assertWireEpochsOnlyRise(pair);
            assertThat(pair.ledgers.repeatedKeys()).isEmpty();
            assertThat(pair.ledgers.of(Pair.KOCHI).alarms)
                    .doesNotContain(Alarm.KEY_MISMATCH, Alarm.KEY_EXHAUSTED);
        }
    }

    @Test
    void withoutQkdKeysOnlyThePolicyThatSaysSoGoesOnWithMlKemAloneUnderAnAlarm() throws Exception {
        try (Pair pair =
                new Pair(
                        Pair.Options.of(Target.Manner.ECHO).with(Policy.EITHER_WITH_ALARM),
                        Mood.EMPTY)) {
            await().until(() -> pair.tokyosView().state() == PairState.AMBER);
            assertEcho(pair, new byte[] {1});

            assertThat(pair.tokyosView().inUse().orElseThrow().mode()).isEqualTo(KeyMode.PQC_ONLY);
            assertThat(pair.tokyosView().state()).isEqualTo(PairState.AMBER);
            assertThat(pair.ledgers.of(Pair.TOKYO).alarms).contains(Alarm.PQC_ONLY);
            pair.keys.mood(Mood.GOOD);
            await().until(() -> {
                pair.useUpCurrentEpoch();
                return pair.isGreenWithSpare();
            });
            assertThat(pair.tokyosView().inUse().orElseThrow().mode())
                    .isEqualTo(KeyMode.QKD_AND_PQC);
        }
    }

    @Test
    void aRestartedGatewayIsFoundWithinSecondsAndNoKeyComesTwice() throws Exception {
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).withWarmCarriers(4))) {
            for (int i = 0; i < 3; i++) {
                Socket standing = pair.connect();
                assertEcho(standing, new byte[] {1}, false);
                pair.restartKochi();

                assertReset(standing);
                await().atMost(Duration.ofSeconds(10))
                        .ignoreExceptions()
                        .until(() -> {
                            assertEcho(pair, new byte[] {2});
                            return true;
                        });
            }
            assertThat(pair.ledgers.sealingKeys()).isGreaterThan(10);
            assertThat(pair.ledgers.repeatedKeys()).isEmpty();
        }
    }

    /** On every connection and in both directions; the clear header names the epoch. */
    private static void assertWireEpochsOnlyRise(Pair pair) {
        for (int i = 0; i < pair.relay.connections(); i++) {
            for (byte[] wire : List.of(pair.relay.fromOpener(i), pair.relay.fromAcceptor(i))) {
                List<Integer> epochs = new ArrayList<>();
                ByteBuffer frames = ByteBuffer.wrap(wire);
                for (int at = 0; at < wire.length; at += 24 + frames.getInt(at + 20)) {
                    epochs.add(frames.getInt(at + 4));
                }
                assertThat(epochs).isSorted();
            }
        }
    }

    /** Each epoch was made from the same key at both ends, and what one sent the other received. */
    private static void assertLedgersAgree(Pair pair, long bytesEachWay) {
        Ledgers.Book tokyo = pair.ledgers.of(Pair.TOKYO);
        Ledgers.Book kochi = pair.ledgers.of(Pair.KOCHI);
        int last = pair.tokyosView().inUse().orElseThrow().epoch();
        pair.useUpCurrentEpoch();
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        Stream.of(tokyo, kochi)
                                .allMatch(book ->
                                        book.switched.stream()
                                                .filter(name -> name.epoch() <= last)
                                                .allMatch(book.erased::containsKey)));
        long sentByTokyo = 0;
        long sentByKochi = 0;
        for (EpochEntry entry : List.copyOf(tokyo.confirmed)) {
            EpochName here = entry.name();
            EpochName there = new EpochName(Pair.TOKYO, here.session(), here.epoch());
            if (here.epoch() > last || !tokyo.switched.contains(here)) {
                continue;
            }
            assertThat(kochi.confirmed)
                    .anyMatch(e ->
                            e.name().equals(there)
                                    && e.keyId().equals(entry.keyId())
                                    && e.initiatedHere() != entry.initiatedHere());
            EpochTotals own = erased(tokyo.erased, here);
            EpochTotals other = erased(kochi.erased, there);
            assertThat(own.bytesSent()).isEqualTo(other.bytesReceived());
            assertThat(own.bytesReceived()).isEqualTo(other.bytesSent());
            assertThat(own.recordsSent()).isEqualTo(other.recordsReceived());
            assertThat(own.recordsReceived()).isEqualTo(other.recordsSent());
            assertThat(own.carriers()).isEqualTo(other.carriers());
            sentByTokyo += own.bytesSent();
            sentByKochi += own.bytesReceived();
        }
        assertThat(sentByTokyo).isEqualTo(bytesEachWay);
        assertThat(sentByKochi).isEqualTo(bytesEachWay);
    }

    private static EpochTotals erased(Map<EpochName, EpochTotals> totals, EpochName name) {
        return Optional.ofNullable(totals.get(name)).orElseThrow();
    }
}
