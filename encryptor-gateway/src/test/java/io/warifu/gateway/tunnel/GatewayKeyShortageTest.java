package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertEcho;
import static io.warifu.gateway.tunnel.Traffic.assertReset;
import static io.warifu.gateway.tunnel.Traffic.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.keys.EtsiServer.Mood;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.gateway.pair.Alarm;
import io.warifu.gateway.pair.PairState;
import io.warifu.gateway.pair.Policy;
import io.warifu.gateway.tunnel.Target.End;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * A pair that gets no keys: traffic goes on as long as an epoch may last, then nothing goes out,
 * and no byte is lost when keys come back.
 */
final class GatewayKeyShortageTest {

    @Test
    void withoutKeysTrafficGoesOnToTheHardLimitThenStopsAndFinishesWhenKeysComeBack()
            throws Exception {
        try (Pair pair =
                new Pair(
                        Pair.Options.of(Target.Manner.ECHO)
                                .with(Pair.limits(ChangingEpochs.AGE, Duration.ofSeconds(6))))) {
            await().until(pair::isGreenWithSpare);
            Socket socket = pair.connect();
            assertEcho(socket, new byte[] {1}, false);

            pair.keys.mood(Mood.EMPTY);
            await().until(() -> pair.tokyosView().state() == PairState.AMBER);
            assertEcho(socket, new byte[] {2}, false);
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            pair.tokyosView().state() == PairState.RED
                                    && pair.kochisView().state() == PairState.RED);
            byte[] sent = random(3 << 20);
            int frames = pair.relay.frames(true);
            Thread writer = Traffic.sending(socket, sent, true);
            assertReset(pair::connect);
            assertThat(pair.atTokyo().faults(CarrierFault.KEY_EXHAUSTED)).isEqualTo(1);
            assertThat(pair.relay.frames(true)).isEqualTo(frames);
            assertThat(pair.ledgers.of(Pair.TOKYO).alarms).contains(Alarm.KEY_EXHAUSTED);

            pair.keys.mood(Mood.GOOD);

            byte[] back = socket.getInputStream().readAllBytes();
            assertThat(Arrays.equals(back, sent)).as("not a byte lost").isTrue();
            assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
            await().until(pair::isGreenWithSpare);
            ChangingEpochs.assertOnlyRiseOnTheWire(pair);
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
                                .with(Pair.limits(ChangingEpochs.AGE, Duration.ofSeconds(3))))) {
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
}
