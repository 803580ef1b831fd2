package io.warifu.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.keys.EtsiServer.Mood;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without the right key there is no connection, and the caller learns it within bounds. */
final class GatewayKeysTest {

    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    @ParameterizedTest(name = "key manager {0}")
    @EnumSource(value = Mood.class, mode = EnumSource.Mode.EXCLUDE, names = "GOOD")
    void withoutAKeyTheCallerIsResetInTimeAndNothingGoesOut(Mood mood) throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO, Pair.QUICK, SHORT_WAIT)) {
            pair.keys.mood(mood);
            long begin = System.nanoTime();

            GatewayPairTest.assertReset(pair.connect());

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(8));
            assertThat(pair.relay.connections()).isZero();
            assertThat(pair.atTokyo().faults(CarrierFault.NO_KEYS)).isEqualTo(1);
        }
    }

    @Test
    void withTheKeyManagerGoneTheCallerIsReset() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO, Pair.QUICK, SHORT_WAIT)) {
            pair.keys.close();

            GatewayPairTest.assertReset(pair.connect());

            assertThat(pair.atTokyo().faults(CarrierFault.NO_KEYS)).isEqualTo(1);
        }
    }

    @Test
    void aCallerIsHeldUntilKeysComeBackWithinTheWait() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO, Pair.QUICK, Duration.ofSeconds(10))) {
            pair.keys.mood(Mood.EMPTY);
            Socket held = pair.connect();
            held.getOutputStream().write(1);
            Socket another = pair.connect();
            another.getOutputStream().write(2);
            pair.keys.mood(Mood.GOOD);

            assertThat(held.getInputStream().read()).isEqualTo(1);
            assertThat(another.getInputStream().read()).isEqualTo(2);
            assertThat(pair.keys.newKeys()).isEqualTo(1);
        }
    }

    @Test
    void aKeyThatThePeerCannotTakeIsGivenUpAndAnotherOffered() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            pair.keys.refuseNamedKeys(1);

            GatewayPairTest.assertEcho(pair, new byte[] {1});
            GatewayPairTest.assertEcho(pair, new byte[] {2});

            assertThat(pair.keys.newKeys()).isEqualTo(2);
            assertThat(pair.keys.namedKeys()).isEqualTo(2);
            assertThat(pair.atTokyo().faults(CarrierFault.KEY_UNAVAILABLE)).isEqualTo(1);
        }
    }

    @Test
    void aWrongKeyAtOneEndIsNoticedAndAnotherOffered() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            pair.keys.giveWrongNamedKeys(1);

            GatewayPairTest.assertEcho(pair, new byte[] {1});

            assertThat(pair.keys.newKeys()).isEqualTo(2);
            assertThat(pair.atTokyo().faults(CarrierFault.KEY_MISMATCH)).isEqualTo(1);
        }
    }

    @Test
    void aPeerThatTakesNoKeyAtAllCostsABoundedNumberOfThem() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            pair.keys.refuseNamedKeys(Integer.MAX_VALUE);
            for (int i = 0; i < 5; i++) {
                GatewayPairTest.assertReset(pair.connect());
            }

            assertThat(pair.keys.newKeys()).isEqualTo(6);
            assertThat(pair.target.visits()).isEmpty();
            await().until(() -> pair.atTokyo().faults(CarrierFault.KEY_BUDGET_SPENT) == 3);
        }
    }
}
