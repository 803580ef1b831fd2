package io.warifu.keys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.store.KeyStore.Put;
import io.warifu.keys.store.KeyStore.Taken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A test class with a new store for each test, and the keys of one master and its slaves. */
abstract class StoreCase {

    static final SaeId MASTER = new SaeId("gateway-tokyo");
    static final SaeId SLAVE = new SaeId("gateway-kochi");
    static final SaeId OTHER = new SaeId("gateway-osaka");
    static final SiteId TOKYO = new SiteId("tokyo");
    static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    static final Instant LATER = NOW.plusSeconds(3600);
    static final KeyRoute DIRECT = route("tokyo>kochi");
    static final KeyRoute RELAYED = route("tokyo>nagoya>kochi tokyo>osaka>kochi");

    KeyStore store = new InMemoryKeyStore(TOKYO);

    /** A new, empty store. */
    abstract KeyStore newStore();

    @BeforeEach
    void begin() {
        store = newStore();
    }

    final UUID reserved(Instant madeAt) {
        UUID id = UUID.randomUUID();
        store.reserve(List.of(note(id, madeAt)));
        return id;
    }

    static IssuedKey note(UUID id, Instant madeAt) {
        return new IssuedKey(
                id, MASTER, List.of(SLAVE), List.of(new SiteId("kochi")), 256, madeAt, LATER);
    }

    final UUID stored() {
        UUID id = UUID.randomUUID();
        put(key(id, SLAVE, LATER, "secret"));
        return id;
    }

    final void put(WaitingKey... keys) {
        assertThat(store.put(List.of(keys))).isEqualTo(Put.STORED);
    }

    final Taken take(UUID id) {
        return store.take(SLAVE, MASTER, List.of(id), NOW);
    }

    static KeyRoute route(String text) {
        return KeyRoute.of(text, HybridMode.XOR);
    }

    static WaitingKey key(UUID id, SaeId slave, Instant expiry, String text) {
        return key(id, List.of(slave), expiry, text, DIRECT);
    }

    static WaitingKey key(
            UUID id, List<SaeId> slaves, Instant expiry, String text, KeyRoute route) {
        SecretBytes secret = SecretBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
        return new WaitingKey(id, MASTER, slaves, TOKYO, secret, NOW, expiry, route);
    }

    static List<String> texts(Taken taken) {
        return ((Taken.Keys) taken).keys().stream().map(StoreCase::text).toList();
    }

    static String text(TakenKey key) {
        return new String(key.key().exposeForWire(), StandardCharsets.UTF_8);
    }
}
