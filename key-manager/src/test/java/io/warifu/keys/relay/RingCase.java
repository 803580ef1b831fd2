package io.warifu.keys.relay;

import static io.warifu.keys.relay.RelayRing.MASTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.relay.RoutePolicy.Hybrid;
import io.warifu.keys.relay.RoutePolicy.Route;
import io.warifu.keys.store.KeyStore;
import io.warifu.keys.store.TakenKey;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** A test class with a ring of four relay nodes in memory, anew for each test. */
abstract class RingCase {

    final RelayRing ring = new RelayRing();

    @AfterEach
    void stop() {
        ring.close();
    }

    final void assertSameAtSlave(List<ReadyKey> keys, Sae slave, SiteId site) {
        KeyStore.Taken taken =
                ring.site(site).store.take(slave.id(), MASTER.id(), ids(keys), RelayRing.NOW);
        assertThat(taken).isInstanceOf(KeyStore.Taken.Keys.class);
        List<TakenKey> atSlave = ((KeyStore.Taken.Keys) taken).keys();
        for (int i = 0; i < keys.size(); i++) {
            assertThat(keys.get(i).key().sameAs(atSlave.get(i).key())).isTrue();
        }
    }

    static List<UUID> ids(List<ReadyKey> keys) {
        return keys.stream().map(ReadyKey::id).collect(Collectors.toList());
    }

    static List<ReadyKey> issued(Sent sent) {
        assertThat(sent).isInstanceOf(Sent.Issued.class);
        return ((Sent.Issued) sent).keys();
    }

    static RoutePolicy direct() {
        return new RoutePolicy(OptionalInt.empty(), Route.DIRECT, Hybrid.OFF, null);
    }
}
