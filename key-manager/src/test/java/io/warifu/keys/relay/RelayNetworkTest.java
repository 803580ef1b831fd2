package io.warifu.keys.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.NetworkCase;
import io.warifu.keys.Parallel;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.store.IssuedKey;
import io.warifu.keys.store.KeyRoute;
import io.warifu.keys.store.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The relay between four real key managers with their databases. */
class RelayNetworkTest extends NetworkCase {

    @Test
    void splitsKeysOverBothWaysRoundTheRingAndLeavesNoPartBehind() {
        // Parts of another test's broken batch may lie there until they are reaped.
        long before = allParts();
        Sent sent = send("gateway-kochi", 3);
        assertThat(sent).isInstanceOf(Sent.Issued.class);
        List<ReadyKey> keys = ((Sent.Issued) sent).keys();
        assertThat(keys.getFirst().route().paths()).hasSize(2);
        assertSameAtKochi(keys);
        assertThat(bean("koganei", KeyStore.class).waiting()).isZero();
        assertThat(bean("nagoya", KeyStore.class).waiting()).isZero();
        assertThat(allParts()).isLessThanOrEqualTo(before);
    }

    private long allParts() {
        return (long) partsAt("kochi") + partsAt("koganei") + partsAt("nagoya");
    }

    @Test
    void carriesManyOrdersAtOnceAndEachArrivesOnce() {
        List<Sent> all = Parallel.run(48, () -> send("gateway-kochi", 1));
        List<ReadyKey> keys = new ArrayList<>();
        for (Sent sent : all) {
            assertThat(sent).isInstanceOf(Sent.Issued.class);
            keys.addAll(((Sent.Issued) sent).keys());
        }
        assertThat(keys.stream().map(ReadyKey::id).distinct()).hasSize(48);
        assertSameAtKochi(keys);
    }

    @Test
    void leavesNothingHalfDoneWhenANodeStops() {
        long before = bean("kochi", KeyStore.class).waiting();
        network().stop("koganei");
        try {
            Sent sent = send("gateway-kochi", 2);
            assertThat(sent).isInstanceOf(Sent.Issued.class);
            List<ReadyKey> keys = ((Sent.Issued) sent).keys();
            assertThat(keys.getFirst().route().paths()).hasSize(1);
            assertThat(bean("kochi", KeyStore.class).waiting()).isEqualTo(before + 2);
            assertSameAtKochi(keys);
            assertThat(bean("tokyo", KeyStore.class).stale(Instant.now().plusSeconds(9), 9))
                    .isEmpty();
        } finally {
            network().start("koganei");
        }
    }

    @Test
    void voidsWhatAProcessThatDiedHadReserved() {
        Instant longAgo = Instant.now().minus(Duration.ofMinutes(5));
        IssuedKey key =
                new IssuedKey(
                        UUID.randomUUID(),
                        new SaeId("gateway-tokyo"),
                        List.of(new SaeId("gateway-kochi")),
                        List.of(new SiteId("kochi")),
                        256,
                        longAgo,
                        longAgo.plusSeconds(3600));
        KeyStore store = bean("tokyo", KeyStore.class);
        store.reserve(List.of(key));
        // The service's own task may be quicker; the key is void when this returns all the same.
        var _ = bean("tokyo", StaleTask.class).voidStale();
        assertThat(store.issue(List.of(key.id()), KeyRoute.within()))
                .as("a key that is still reserved would be issued")
                .isFalse();
        assertThat(bean("tokyo", StaleTask.class).voidStale()).isZero();
    }

    private void assertSameAtKochi(List<ReadyKey> keys) {
        KeyStore.Taken taken =
                bean("kochi", KeyStore.class)
                        .take(
                                new SaeId("gateway-kochi"),
                                new SaeId("gateway-tokyo"),
                                keys.stream().map(ReadyKey::id).toList(),
                                Instant.now());
        assertThat(taken).isInstanceOf(KeyStore.Taken.Keys.class);
        for (int i = 0; i < keys.size(); i++) {
            var atSlave = ((KeyStore.Taken.Keys) taken).keys().get(i);
            assertThat(atSlave.key().sameAs(keys.get(i).key())).isTrue();
        }
    }

    private Sent send(String slave, int number) {
        Sae master = sae("gateway-tokyo");
        KeyOrder order =
                new KeyOrder(master, List.of(sae(slave)), number, 256, RoutePolicy.DEFAULT);
        return bean("tokyo", KeyRelay.class).send(order);
    }

    private Sae sae(String id) {
        return bean("tokyo", SaeDirectory.class).byId(new SaeId(id)).orElseThrow();
    }

    private int partsAt(String site) {
        Integer parts =
                bean(site, JdbcTemplate.class)
                        .queryForObject("select count(*) from relay_part", Integer.class);
        return parts == null ? -1 : parts;
    }

    private <T> T bean(String site, Class<T> type) {
        return network().context(site).getBean(type);
    }
}
