package io.warifu.keys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.Parallel;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.store.KeyStore.Put;
import io.warifu.keys.store.KeyStore.Take;
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
    private static final KeyRoute DIRECT = route("tokyo>kochi");
    private static final KeyRoute RELAYED = route("tokyo>nagoya>kochi tokyo>osaka>kochi");

    private KeyStore store = new InMemoryKeyStore(TOKYO);

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
    void answersEachOfSeveralRequestsByItselfAndTheFirstOfTwoGetsTheKey() {
        UUID one = stored();
        UUID two = stored();
        UUID shared = UUID.randomUUID();
        put(key(shared, List.of(SLAVE, OTHER), LATER, "shared", DIRECT));

        List<Taken> answers =
                store.takeAll(
                        List.of(
                                new Take(SLAVE, MASTER, List.of(one, UUID.randomUUID())),
                                new Take(OTHER, MASTER, List.of(two)),
                                new Take(SLAVE, MASTER, List.of(two, one)),
                                new Take(SLAVE, MASTER, List.of(one)),
                                new Take(SLAVE, MASTER, List.of(shared)),
                                new Take(OTHER, MASTER, List.of(shared)),
                                new Take(OTHER, MASTER, List.of(shared))),
                        NOW);

        assertThat(answers.stream().map(answer -> answer.getClass().getSimpleName()))
                .containsExactly(
                        "NotFound", "NotEntitled", "Keys", "NotFound", "Keys", "Keys", "NotFound");
        assertThat(((Taken.Keys) answers.get(2)).keys())
                .extracting(TakenKey::id)
                .containsExactly(two, one);
        assertThat(texts(answers.get(4))).containsExactly("shared");
        assertThat(texts(answers.get(5))).containsExactly("shared");
        assertThat(store.waiting()).isZero();
    }

    @Test
    void takesNoRequestThatNamesAKeyTwice() {
        UUID id = UUID.randomUUID();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Take(SLAVE, MASTER, List.of(id, id)));
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
    void letsOnlyTheSourceVoid() {
        UUID id = stored();
        assertThat(store.voidKeys(new SiteId("osaka"), List.of(id), "")).isZero();
        assertThat(store.voidKeys(TOKYO, List.of(id, UUID.randomUUID()), "")).isEqualTo(1);
        assertThat(take(id)).isInstanceOf(Taken.NotFound.class);
        assertThat(store.waiting()).isZero();
    }

    @Test
    void givesAKeyOfSeveralSlavesOnceToEach() {
        UUID id = UUID.randomUUID();
        put(key(id, List.of(SLAVE, OTHER), LATER, "shared", DIRECT));

        for (SaeId slave : List.of(OTHER, SLAVE)) {
            List<Taken> outcomes =
                    Parallel.run(16, () -> store.take(slave, MASTER, List.of(id), NOW));
            assertThat(outcomes.stream().filter(Taken.Keys.class::isInstance))
                    .singleElement()
                    .satisfies(taken -> assertThat(texts(taken)).containsExactly("shared"));
        }
        assertThat(store.waiting()).isZero();
    }

    @Test
    void quarantinesWhatCrossedALinkAndWasNotDelivered() {
        UUID before = stored();
        UUID over = UUID.randomUUID();
        UUID elsewhere = UUID.randomUUID();
        put(key(over, List.of(SLAVE), LATER, "over", RELAYED));
        put(key(elsewhere, List.of(SLAVE), LATER, "elsewhere", DIRECT));

        LinkId link = new LinkId(new SiteId("kochi"), new SiteId("nagoya"));
        assertThat(store.voidOver(link, NOW, "alarm")).as("made before the alarm").isZero();
        assertThat(store.voidOver(link, NOW.minusSeconds(1), "alarm")).isEqualTo(1);

        assertThat(take(over)).isInstanceOf(Taken.NotFound.class);
        assertThat(take(elsewhere)).isInstanceOf(Taken.Keys.class);
        assertThat(take(before)).isInstanceOf(Taken.Keys.class);
    }

    @Test
    void takesBackEverythingOfADatabaseThatIsOlderThanItsPast() {
        UUID waiting = stored();
        UUID reserved = reserved(NOW);
        UUID issued = reserved(NOW);
        assertThat(store.issue(List.of(issued), DIRECT)).isTrue();

        assertThat(store.voidAll("restored")).isEqualTo(2);

        assertThat(take(waiting)).isInstanceOf(Taken.NotFound.class);
        assertThat(store.issue(List.of(reserved), DIRECT)).isFalse();
        assertThat(store.waiting()).isZero();
    }

    @Test
    void tellsTheRouteOfAKey() {
        UUID id = UUID.randomUUID();
        put(key(id, List.of(SLAVE), LATER, "over", RELAYED));

        assertThat(take(id))
                .isInstanceOfSatisfying(
                        Taken.Keys.class,
                        taken -> assertThat(taken.keys().getFirst().route()).isEqualTo(RELAYED));
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
    void issuesReservedKeysOnceAndAllOrNone() {
        UUID one = reserved(NOW);
        UUID other = reserved(NOW);
        assertThat(store.issue(List.of(one, UUID.randomUUID()), DIRECT)).isFalse();
        assertThat(store.issue(List.of(one, other), DIRECT)).isTrue();
        assertThat(store.issue(List.of(one), DIRECT)).isFalse();
    }

    @Test
    void issuesNoKeyThatWasVoided() {
        UUID id = reserved(NOW);
        assertThat(store.voidKeys(new SiteId("osaka"), List.of(id), "")).isZero();
        assertThat(store.voidKeys(TOKYO, List.of(id), "")).isEqualTo(1);
        assertThat(store.issue(List.of(id), DIRECT)).isFalse();
    }

    @Test
    void findsReservedKeysThatWereLeftBehind() {
        UUID old = reserved(NOW.minusSeconds(60));
        UUID issued = reserved(NOW.minusSeconds(60));
        UUID young = reserved(NOW);
        assertThat(store.issue(List.of(issued), DIRECT)).isTrue();

        assertThat(store.stale(NOW, 10).stream().map(IssuedKey::id)).containsExactly(old);
        assertThat(store.expire(LATER)).isZero();
        assertThat(store.issue(List.of(young), DIRECT)).as("expired").isFalse();
    }

    @Test
    void voidsSomeOfTheKeysThatWereReservedTogether() {
        List<IssuedKey> keys =
                Stream.generate(() -> note(UUID.randomUUID(), NOW)).limit(3).toList();
        store.reserve(keys);
        List<UUID> ids = keys.stream().map(IssuedKey::id).toList();

        assertThat(store.voidKeys(TOKYO, ids.subList(0, 1), "")).isEqualTo(1);
        assertThat(store.issue(ids, DIRECT)).isFalse();
        assertThat(store.stale(NOW.plusSeconds(1), 10))
                .extracting(IssuedKey::id)
                .containsExactlyInAnyOrderElementsOf(ids.subList(1, 3));
        assertThat(store.issue(ids.subList(1, 3), DIRECT)).isTrue();
        assertThat(store.voidKeys(TOKYO, ids, "")).as("issued ones").isEqualTo(2);
    }

    private UUID reserved(Instant madeAt) {
        UUID id = UUID.randomUUID();
        store.reserve(List.of(note(id, madeAt)));
        return id;
    }

    private static IssuedKey note(UUID id, Instant madeAt) {
        return new IssuedKey(
                id, MASTER, List.of(SLAVE), List.of(new SiteId("kochi")), 256, madeAt, LATER);
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

    private static KeyRoute route(String text) {
        return KeyRoute.of(text, HybridMode.XOR);
    }

    private static WaitingKey key(UUID id, SaeId slave, Instant expiry, String text) {
        return key(id, List.of(slave), expiry, text, DIRECT);
    }

    private static WaitingKey key(
            UUID id, List<SaeId> slaves, Instant expiry, String text, KeyRoute route) {
        SecretBytes secret = SecretBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
        return new WaitingKey(id, MASTER, slaves, TOKYO, secret, NOW, expiry, route);
    }

    private static List<String> texts(Taken taken) {
        return ((Taken.Keys) taken).keys().stream().map(KeyStoreContract::text).toList();
    }

    private static String text(TakenKey key) {
        return new String(key.key().exposeForWire(), StandardCharsets.UTF_8);
    }
}
