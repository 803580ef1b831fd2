package io.warifu.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.gateway.pair.Alarm;
import io.warifu.gateway.pair.PairState;
import io.warifu.kernel.id.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EventHubTest {

    private static final SiteId KOCHI = new SiteId("kochi");
    private static final EpochName NAME = new EpochName(KOCHI, UUID.randomUUID(), -1);

    private final EventHub hub = new EventHub(() -> Instant.EPOCH);

    /** Keeps up with a number of events. */
    private static final class Listener implements EventHub.Listening {
        private final List<EventHub.Event> heard = new ArrayList<>();
        private final int most;
        private boolean left;

        private Listener(int most) {
            this.most = most;
        }

        @Override
        public boolean offer(EventHub.Event event) {
            return heard.size() < most && heard.add(event);
        }

        @Override
        public void leave() {
            left = true;
        }
    }

    @Test
    void tellsEveryoneEverythingInOrder() {
        Listener listener = new Listener(100);
        hub.join(listener);
        UUID key = UUID.randomUUID();
        hub.epochConfirmed(new EpochEntry(NAME, Optional.of(key), KeyMode.QKD_ONLY, true));
        hub.epochSwitched(NAME);
        hub.epochErased(NAME, new EpochTotals(1, 2, 3, 4, 5));
        hub.stateChanged(KOCHI, PairState.GREEN, PairState.AMBER, "keys-withheld");
        hub.alarm(KOCHI, Alarm.KEY_MISMATCH);
        assertThat(listener.heard.stream().map(EventHub.Event::kind))
                .containsExactly(
                        "epoch-confirmed", "epoch-switched", "epoch-erased", "state", "alarm");
        assertThat(listener.heard.getFirst().keyId()).isEqualTo(key);
        assertThat(listener.heard.getFirst().epoch()).isEqualTo(4_294_967_295L);
        assertThat(listener.heard.get(2).totals()).isEqualTo(new EpochTotals(1, 2, 3, 4, 5));
        assertThat(listener.heard.get(3).to()).isEqualTo(PairState.AMBER);
        assertThat(listener.heard.getLast().code()).isEqualTo("key-mismatch");
    }

    @Test
    void letsGoOfAListenerThatDoesNotKeepUpAndOfNoOther() {
        Listener slow = new Listener(1);
        Listener quick = new Listener(100);
        hub.join(slow);
        hub.join(quick);
        hub.epochSwitched(NAME);
        hub.epochSwitched(NAME);
        hub.epochSwitched(NAME);
        assertThat(slow.left).isTrue();
        assertThat(slow.heard).hasSize(1);
        assertThat(quick.left).isFalse();
        assertThat(quick.heard).hasSize(3);
        assertThat(hub.listeners()).isEqualTo(1);
    }
}
