package io.warifu.keys.relay;

import static io.warifu.keys.relay.RelayRing.KOCHI;
import static io.warifu.keys.relay.RelayRing.KOGANEI;
import static io.warifu.keys.relay.RelayRing.LINKS;
import static io.warifu.keys.relay.RelayRing.NAGOYA;
import static io.warifu.keys.relay.RelayRing.NEIGHBOUR;
import static io.warifu.keys.relay.RelayRing.SLAVE;
import static io.warifu.keys.relay.RelayRing.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.relay.RoutePolicy.Hybrid;
import io.warifu.keys.relay.RoutePolicy.Route;
import io.warifu.keys.store.HybridMode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Whether keys go the way, and get the hybrid, that their master asked for. */
class RelayPoliciesTest extends RingCase {

    @Test
    void keepsPoliciesOrRefuses() {
        assertThat(route(ring.send(NEIGHBOUR, 1, 256, RoutePolicy.DEFAULT))).hasSize(1);
        assertThat(route(ring.send(NEIGHBOUR, 1, 256, relayed())))
                .containsExactly(List.of(TOKYO, NAGOYA, KOCHI, KOGANEI));
        assertThat(route(ring.send(NEIGHBOUR, 1, 256, minPaths(2)))).hasSize(2);
        assertThat(ring.send(NEIGHBOUR, 1, 256, minPaths(3))).isInstanceOf(Sent.PolicyNotMet.class);
        assertThat(ring.send(SLAVE, 1, 256, direct())).isInstanceOf(Sent.PolicyNotMet.class);
        var _ = ring.site(TOKYO).stock.alarm(LINKS.get(0), true, 0.25, "eavesdropper");
        assertThat(ring.send(NEIGHBOUR, 1, 256, direct())).isInstanceOf(Sent.PolicyNotMet.class);
        assertThat(route(ring.send(NEIGHBOUR, 1, 256, RoutePolicy.DEFAULT)))
                .containsExactly(List.of(TOKYO, NAGOYA, KOCHI, KOGANEI));
    }

    @Test
    void mixesTheHybridInAtBothEndsAndRefusesWithoutItWhenItIsRequired() {
        assertThat(ring.send(SLAVE, 1, 256, hybrid(Hybrid.REQUIRED)))
                .isInstanceOf(Sent.PolicyNotMet.class);
        ring.hybrid.agrees = true;
        for (int bits : List.of(256, 512, 1024)) {
            List<ReadyKey> keys = issued(ring.send(SLAVE, 2, bits, hybrid(Hybrid.REQUIRED)));
            assertThat(keys.getFirst().route().hybrid())
                    .isEqualTo(bits > 512 ? HybridMode.HKDF : HybridMode.XOR);
            assertSameAtSlave(keys, SLAVE, KOCHI);
        }
        assertThat(issued(ring.send(SLAVE, 1, 256, hybrid(Hybrid.OFF))).getFirst().route().hybrid())
                .isEqualTo(HybridMode.OFF);
    }

    @Test
    void goesWithoutTheHybridWhenTheDestinationForgotTheEpochAndItIsOnlyAllowed() {
        ring.hybrid.agrees = true;
        ring.hybrid.forgets = true;
        List<ReadyKey> keys = issued(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT));
        assertThat(keys.getFirst().route().hybrid()).isEqualTo(HybridMode.OFF);
        assertThat(ring.send(SLAVE, 1, 256, hybrid(Hybrid.REQUIRED)))
                .isNotInstanceOf(Sent.Issued.class);
    }

    private static List<List<SiteId>> route(Sent sent) {
        return issued(sent).getFirst().route().paths();
    }

    private static RoutePolicy relayed() {
        return new RoutePolicy(OptionalInt.empty(), Route.RELAYED, Hybrid.OFF, null);
    }

    private static RoutePolicy minPaths(int paths) {
        return new RoutePolicy(OptionalInt.of(paths), Route.ANY, Hybrid.OFF, Duration.ofMinutes(5));
    }

    private static RoutePolicy hybrid(Hybrid hybrid) {
        return new RoutePolicy(OptionalInt.empty(), Route.ANY, hybrid, null);
    }
}
