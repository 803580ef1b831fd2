package io.warifu.keys.relay;

import static io.warifu.keys.relay.RelayRing.KOCHI;
import static io.warifu.keys.relay.RelayRing.KOGANEI;
import static io.warifu.keys.relay.RelayRing.LINKS;
import static io.warifu.keys.relay.RelayRing.MASTER;
import static io.warifu.keys.relay.RelayRing.NAGOYA;
import static io.warifu.keys.relay.RelayRing.SLAVE;
import static io.warifu.keys.relay.RelayRing.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.keys.store.IssuedKey;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What relay nodes do about nodes that are down, answers that are lost and links in alarm. */
class RelayFaultsTest extends RingCase {

    @Test
    void takesTheOtherPathAloneWhenANodeIsDownAndVoidsWhatMayHaveArrived() {
        ring.wire.down.add(KOGANEI);
        List<ReadyKey> keys = issued(ring.send(SLAVE, 2, 256, RoutePolicy.DEFAULT));
        assertThat(keys.getFirst().route().paths()).containsExactly(List.of(TOKYO, NAGOYA, KOCHI));
        assertThat(ring.wire.voided).hasSize(2).doesNotContainAnyElementsOf(ids(keys));
        assertThat(ring.site(KOCHI).store.waiting()).isEqualTo(2);
    }

    @Test
    void leavesNothingBehindWhenTheDestinationIsDown() {
        ring.wire.down.add(KOCHI);
        assertThat(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT))
                .isInstanceOf(Sent.Unreachable.class);
        assertThat(ring.site(TOKYO).store.stale(RelayRing.NOW.plusSeconds(1), 9)).isEmpty();
    }

    @Test
    void voidsKeysThatArrivedWhileTheAnswerWasLost() {
        ring.wire.loseAnswersOf.add(KOCHI);
        assertThat(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT))
                .isInstanceOf(Sent.Unreachable.class);
        assertThat(ring.wire.voided).isNotEmpty();
        assertThat(ring.site(KOCHI).store.waiting()).isZero();
    }

    @Test
    void goesRoundALinkInAlarmFarAway() {
        var _ = ring.site(KOGANEI).stock.alarm(LINKS.get(2), true, 0.25, "eavesdropper");
        List<ReadyKey> keys = issued(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT));
        assertThat(keys.getFirst().route().paths()).containsExactly(List.of(TOKYO, NAGOYA, KOCHI));
        var _ = ring.site(KOCHI).stock.alarm(LINKS.get(3), true, 0.25, "eavesdropper");
        assertThat(ring.send(SLAVE, 1, 256, RoutePolicy.DEFAULT))
                .isInstanceOf(Sent.Exhausted.class);
    }

    @Test
    void voidsAtBothEndsWhatWasReservedByAProcessThatDied() {
        UUID id = UUID.randomUUID();
        ring.site(TOKYO)
                .store
                .reserve(
                        List.of(
                                new IssuedKey(
                                        id,
                                        MASTER.id(),
                                        List.of(SLAVE.id()),
                                        List.of(KOCHI),
                                        256,
                                        RelayRing.NOW,
                                        RelayRing.NOW.plusSeconds(3600))));
        assertThat(ring.site(TOKYO).stale.voidStale()).isZero();
        ring.now.set(RelayRing.NOW.plus(StaleTask.STALE_AFTER).plusSeconds(1));
        assertThat(ring.site(TOKYO).stale.voidStale()).isEqualTo(1);
        assertThat(ring.wire.voided).containsExactly(id);
        assertThat(ring.site(TOKYO).stale.voidStale()).isZero();
    }
}
