package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertEcho;
import static io.warifu.gateway.tunnel.Traffic.assertReset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.kernel.id.SiteId;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Connections that one of two gateways refuses: the caller is reset, and the reason counted. */
final class GatewayRefusalsTest {

    @Test
    void aServiceThatThePeerDoesNotKnowIsRefused() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            assertReset(() -> pair.connect(1));

            assertThat(pair.target.visits()).isEmpty();
            await().untilAsserted(() -> {
                assertThat(pair.atTokyo().faults(CarrierFault.UNKNOWN_SERVICE)).isEqualTo(1);
                assertThat(pair.atKochi().faults(CarrierFault.UNKNOWN_SERVICE)).isEqualTo(1);
            });
        }
    }

    @Test
    void aServiceThatIsForAnotherPeerIsRefused() throws Exception {
        try (Pair pair =
                new Pair(Pair.Options.of(Target.Manner.ECHO).withServiceFor(new SiteId("osaka")))) {
            assertReset(pair::connect);

            assertThat(pair.target.visits()).isEmpty();
            assertThat(pair.atTokyo().faults(CarrierFault.SERVICE_FORBIDDEN)).isEqualTo(1);
        }
    }

    @Test
    void aServiceThatDoesNotAnswerResetsTheCaller() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            pair.target.close();

            assertReset(pair::connect);

            assertThat(pair.atTokyo().faults(CarrierFault.TARGET_UNREACHABLE)).isEqualTo(1);
        }
    }

    @Test
    void aPeerThatIsDownResetsTheCallerAndIsFoundAgainAfterItsRestart() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            assertEcho(pair, new byte[] {1});
            int lastEpoch = pair.tokyosView().inHand().isEmpty() ? 1 : 2;
            pair.stopKochi();
            assertReset(pair::connect);

            pair.restartKochi();

            assertEcho(pair, new byte[] {2});
            // Tokyo lives on: the numbers go on too, in a session of another name.
            assertThat(pair.tokyosView().inUse().orElseThrow().epoch()).isGreaterThan(lastEpoch);
            assertThat(pair.ledgers.of(Pair.TOKYO).switched.stream().map(EpochName::session))
                    .doesNotHaveDuplicates()
                    .hasSize(2);
            assertThat(pair.ledgers.repeatedKeys()).isEmpty();
        }
    }

    @Test
    void aPeerThatDoesNotKnowUsRefuses() throws Exception {
        Bounds bounds = Pair.quick(Bounds.DEFAULT).with(8, Duration.ofMillis(500), Duration.ZERO);
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).with(bounds))) {
            await().until(pair::isGreenWithSpare);
            assertEcho(pair, new byte[] {1});
            pair.restartKochiWithoutPeers();

            assertReset(pair::connect);

            assertThat(pair.atTokyo().faults(CarrierFault.UNKNOWN_PEER)).isEqualTo(1);
        }
    }

    @Test
    void moreCarriersThanAllowedAreRefused() throws Exception {
        Bounds one =
                Pair.quick(Bounds.DEFAULT).with(1, Duration.ofSeconds(10), Duration.ofSeconds(10));
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).with(one))) {
            Socket first = pair.connect();
            assertEcho(first, new byte[] {1}, false);

            assertReset(pair::connect);

            assertThat(pair.atTokyo().faults(CarrierFault.TOO_MANY_CARRIERS)).isEqualTo(1);
            assertEcho(first, new byte[] {2}, true);
            await().ignoreExceptions()
                    .until(() -> {
                        assertEcho(pair, new byte[] {3});
                        return true;
                    });
        }
    }
}
