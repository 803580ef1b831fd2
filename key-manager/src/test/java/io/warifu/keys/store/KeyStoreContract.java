package io.warifu.keys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.Parallel;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.store.KeyStore.Put;
import io.warifu.keys.store.KeyStore.Taken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do. */
abstract class KeyStoreContract {

    private static final SaeId MASTER = new SaeId("gateway-tokyo");
    private static final SaeId SLAVE = new SaeId("gateway-kochi");
    private static final SaeId OTHER = new SaeId("gateway-osaka");
    private static final SiteId TOKYO = new SiteId("tokyo");
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);

    private KeyStore store = new InMemoryKeyStore();

    /** A new, empty store. */
    abstract KeyStore newStore();

    @BeforeEach
    void begin() {
        store = newStore();
    }

    @Test
    void givesNoKeyTwice() {
        UUID id = stored();
        assertThat(take(id)).isInstanceOf(Taken.Keys.class);
        assertThat(take(id)).isInstanceOf(Taken.NotFound.class);
        assertThat(store.waiting()).isZero();
    }

    @Test
    void givesOneOfManyCallersAtOnceTheKey() {
        for (int round = 0; round < 6; round++) {
            UUID id = stored();
            List<Taken> outcomes = Parallel.run(32, () -> take(id));
            assertThat(outcomes.stream().filter(Taken.Keys.class::isInstance)).hasSize(1);
            assertThat(outcomes.stream().filter(Taken.NotFound.class::isInstance)).hasSize(31);
        }
    }

    @Test
    void neverDeadlocksWhenRequestsOverlapInOppositeOrder() {
        List<UUID> ids = Stream.generate(this::stored).limit(20).toList();
        List<UUID> reversed = ids.reversed();
        List<Taken> outcomes =
                Parallel.run(
                        16,
                        () ->
                                store.take(
                                        SLAVE,
                                        MASTER,
                                        Thread.currentThread().threadId() % 2 == 0 ? ids : reversed,
                                        NOW));
        assertThat(outcomes.stream().filter(Taken.Keys.class::isInstance)).hasSize(1);
    }

    @Test
    void givesAllOrNone() {
        UUID good = stored();
        assertThat(store.take(SLAVE, MASTER, List.of(good, UUID.randomUUID()), NOW))
                .isInstanceOf(Taken.NotFound.class);
        assertThat(take(good)).isInstanceOf(Taken.Keys.class);
    }

    @Test
    void refusesAnotherSaeAndConsumesNothing() {
        UUID mine = stored();
        UUID foreign = UUID.randomUUID();
        put(key(foreign, OTHER, LATER, "x"));
        assertThat(store.take(SLAVE, MASTER, List.of(mine, foreign), NOW))
                .isInstanceOf(Taken.NotEntitled.class);
        assertThat(store.take(OTHER, MASTER, List.of(mine), NOW))
                .isInstanceOf(Taken.NotEntitled.class);
        assertThat(store.take(SLAVE, OTHER, List.of(mine), NOW)).isInstanceOf(Taken.NotFound.class);
        assertThat(take(mine)).isInstanceOf(Taken.Keys.class);
    }

    @Test
    void givesNoExpiredKeyAndForgetsIt() {
        UUID id = UUID.randomUUID();
        put(key(id, SLAVE, NOW, "x"));
        UUID fresh = stored();
        assertThat(take(id)).isInstanceOf(Taken.NotFound.class);
        assertThat(store.expire(NOW)).isEqualTo(1);
        assertThat(store.waiting()).isEqualTo(1);
        assertThat(take(fresh)).isInstanceOf(Taken.Keys.class);
    }

    @Test
    void letsOnlyTheSourceCancel() {
        UUID id = stored();
        assertThat(store.cancel(new SiteId("osaka"), List.of(id))).isZero();
        assertThat(store.cancel(TOKYO, List.of(id, UUID.randomUUID()))).isEqualTo(1);
        assertThat(take(id)).isInstanceOf(Taken.NotFound.class);
    }

    @Test
    void refusesAnIdThatIsInUseAndStoresNothing() {
        UUID id = stored();
        UUID other = UUID.randomUUID();
        assertThat(store.put(List.of(key(other, SLAVE, LATER, "y"), key(id, SLAVE, LATER, "x"))))
                .isEqualTo(Put.ID_IN_USE);
        assertThat(store.waiting()).isEqualTo(1);
    }

    @Test
    void givesTheKeysInTheOrderAskedFor() {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(8).toList();
        put(
                ids.stream()
                        .map(id -> key(id, SLAVE, LATER, id.toString()))
                        .toArray(WaitingKey[]::new));
        List<UUID> wanted = new ArrayList<>(ids);
        Collections.reverse(wanted);
        assertThat(store.take(SLAVE, MASTER, wanted, NOW))
                .isInstanceOfSatisfying(
                        Taken.Keys.class,
                        taken ->
                                assertThat(taken.keys().stream().map(KeyStoreContract::text))
                                        .containsExactlyElementsOf(
                                                wanted.stream().map(UUID::toString).toList()));
    }

    @Test
    void keepsTheNoteOfIssuedKeysUntilTheyExpire() {
        UUID id = UUID.randomUUID();
        store.recordIssued(
                List.of(new IssuedKey(id, MASTER, SLAVE, new SiteId("kochi"), 256, NOW, LATER)));
        assertThat(store.expire(LATER)).isZero();
    }

    private UUID stored() {
        UUID id = UUID.randomUUID();
        put(key(id, SLAVE, LATER, "secret"));
        return id;
    }

    private void put(WaitingKey... keys) {
        assertThat(store.put(List.of(keys))).isEqualTo(Put.STORED);
    }

    private Taken take(UUID id) {
        return store.take(SLAVE, MASTER, List.of(id), NOW);
    }

    private static WaitingKey key(UUID id, SaeId slave, Instant expiry, String text) {
        SecretBytes secret = SecretBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
        return new WaitingKey(id, MASTER, slave, TOKYO, secret, expiry);
    }

    private static String text(SecretBytes key) {
        return new String(key.exposeForWire(), StandardCharsets.UTF_8);
    }
}
