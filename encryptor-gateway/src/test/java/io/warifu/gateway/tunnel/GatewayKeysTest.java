package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertEcho;
import static io.warifu.gateway.tunnel.Traffic.assertReset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.keys.EtsiServer.Mood;
import io.warifu.gateway.pair.Alarm;
import io.warifu.gateway.pair.PairState;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without the right key there is no connection, and the caller learns it within bounds. */
final class GatewayKeysTest {

    private static final Pair.Options SHORT_WAIT =
            Pair.Options.of(Target.Manner.ECHO)
                    .with(
                            Pair.quick(Bounds.DEFAULT)
                                    .with(100, Duration.ofSeconds(1), Duration.ofSeconds(1)));

    @ParameterizedTest(name = "key manager {0}")
    @EnumSource(
            value = Mood.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"GOOD", "REFUSE_NAMED"})
    void withoutAKeyTheCallerIsResetInTimeAndNothingGoesOut(Mood mood) throws Exception {
        try (Pair pair = new Pair(SHORT_WAIT, mood)) {
            long begin = System.nanoTime();

            assertReset(pair::connect);

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(8));
            assertThat(pair.relay.connections()).isZero();
            assertThat(
                            pair.atTokyo().faults(CarrierFault.NO_KEYS)
                                    + pair.atTokyo().faults(CarrierFault.KEY_EXHAUSTED))
                    .isEqualTo(1);
            await().untilAsserted(() ->
                    assertThat(pair.ledgers.of(Pair.KOCHI).alarms)
                            .contains(Alarm.KEYS_WITHHELD, Alarm.KEY_EXHAUSTED));
            assertThat(pair.tokyosView().state()).isEqualTo(PairState.RED);
        }
    }

    @Test
    void withTheKeyManagerGoneTheCallerIsReset() throws Exception {
        try (Pair pair = new Pair(SHORT_WAIT, Mood.EMPTY)) {
            pair.keys.close();

            assertReset(pair::connect);

            assertThat(pair.relay.connections()).isZero();
        }
    }

    @Test
    void aCallerIsHeldWhileTheFirstEpochIsBeingAgreed() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            // At once after the start, before the two ends have found each other.
            Socket held = pair.connect();
            held.getOutputStream().write(1);
            Socket another = pair.connect();
            another.getOutputStream().write(2);

            assertThat(held.getInputStream().read()).isEqualTo(1);
            assertThat(another.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void aKeyThatThePeerCannotTakeIsBurntAndAnotherOffered() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            await().until(pair::isGreenWithSpare);
            int before = pair.keys.newKeys();
            pair.keys.refuseNamedKeys(1);
            pair.useUpCurrentEpoch();

            await().until(() -> !pair.ledgers.of(Pair.KOCHI).burnt.isEmpty());
            await().until(pair::isGreenWithSpare);
            assertThat(pair.keys.newKeys()).isEqualTo(before + 2);
            assertThat(pair.ledgers.of(Pair.KOCHI).burnt).hasSize(1);
            assertThat(pair.ledgers.of(Pair.TOKYO).alarms).isEmpty();
            assertEcho(pair, new byte[] {2});
        }
    }

    @Test
    void aWrongKeyAtOneEndIsNeverUsedAndRaisesAnAlarm() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            await().until(pair::isGreenWithSpare);
            pair.keys.giveWrongNamedKeys(1);
            int used = pair.kochisView().inHand().getFirst().epoch();
            pair.useUpCurrentEpoch();

            await().untilAsserted(() ->
                    assertThat(pair.ledgers.of(Pair.KOCHI).alarms).contains(Alarm.KEY_MISMATCH));
            await().until(pair::isGreenWithSpare);
            // The number between was offered, and is gone for good.
            assertThat(pair.kochisView().inHand().getFirst().epoch()).isEqualTo(used + 2);
            assertThat(pair.ledgers.of(Pair.TOKYO).confirmed)
                    .noneMatch(entry -> entry.name().epoch() == used + 1);
            assertEcho(pair, new byte[] {1});
        }
    }

    @Test
    void aPeerThatTakesNoKeyAtAllCostsABoundedNumberOfThem() throws Exception {
        try (Pair pair = new Pair(SHORT_WAIT, Mood.REFUSE_NAMED)) {
            await().until(() ->
                    pair.ledgers.of(Pair.KOCHI).burnt.size()
                                    + pair.ledgers.of(Pair.TOKYO).burnt.size()
                            >= 12);
            assertReset(pair::connect);

            assertThat(pair.keys.newKeys()).isLessThanOrEqualTo(24);
            assertThat(pair.target.visits()).isEmpty();
        }
    }

    @Test
    void theOtherEndTakesOverAsMasterWhenTheFirstGetsNoKeys() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            await().until(pair::isGreenWithSpare);
            pair.keys.refuseMaster("gateway-kochi");
            pair.useUpCurrentEpoch();

            await().until(() -> pair.tokyosView().leading() && pair.isGreenWithSpare());
            assertThat(pair.ledgers.of(Pair.TOKYO).confirmed.getLast().initiatedHere()).isTrue();
            assertThat(pair.ledgers.of(Pair.KOCHI).confirmed.getLast().initiatedHere()).isFalse();
            assertThat(pair.kochisView().leading()).isFalse();
            assertEcho(pair, new byte[] {1});
        }
    }
}
