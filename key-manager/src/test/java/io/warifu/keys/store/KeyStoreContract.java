package io.warifu.keys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.Parallel;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.store.KeyStore.Put;
import io.warifu.keys.store.KeyStore.Take;
import io.warifu.keys.store.KeyStore.Taken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every store must do. It adds to the contract for reserved keys, so that each store is opened
 * once for both.
 */
abstract class KeyStoreContract extends ReservedKeysContract {

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
                                assertThat(taken.keys().stream().map(StoreCase::text))
                                        .containsExactlyElementsOf(
                                                wanted.stream().map(UUID::toString).toList()));
    }
}
