package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertEcho;
import static io.warifu.gateway.tunnel.Traffic.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.cipher.CarrierLimits;
import io.warifu.gateway.epoch.EpochLimits;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.pair.Alarm;
import io.warifu.gateway.pair.PairState;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Epochs under live traffic: they change without a stall, and within their limits. */
final class GatewayEpochsTest {

    @Test
    void anEpochThatTheLedgerCannotKeepIsNotUsed() throws Exception {
        try (Pair pair = new Pair(ChangingEpochs.OPTIONS)) {
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
        try (Pair pair = new Pair(ChangingEpochs.OPTIONS)) {
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
            ChangingEpochs.assertOnlyRiseOnTheWire(pair);
            assertThat(pair.ledgers.repeatedKeys()).isEmpty();
            ChangingEpochs.assertLedgersAgree(pair, sent.length + 2);
        }
    }

    @Test
    void aSlowReaderGetsEveryByteThoughManyEpochsPassMeanwhile() throws Exception {
        byte[] sent = random(24 << 20);
        try (Pair pair = new Pair(ChangingEpochs.OPTIONS)) {
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
            ChangingEpochs.assertOnlyRiseOnTheWire(pair);
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
            int epochs = 0;
            long seconds = 0;
            while (seconds < 3 || (epochs < 2 && seconds < 30)) {
                assertEcho(pair, random(100_000));
                epochs = pair.tokyosView().inUse().orElseThrow().epoch() - first;
                seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            }
            assertThat(epochs).isBetween(2, Math.toIntExact(seconds) + 1);
        }
    }
}
