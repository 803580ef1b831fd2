package io.warifu.keys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store must do with keys that are reserved and not issued yet. */
abstract class ReservedKeysContract extends StoreCase {

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
}
