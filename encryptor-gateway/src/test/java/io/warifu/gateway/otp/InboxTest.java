package io.warifu.gateway.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class InboxTest {

    private static final BoxName BOX = new BoxName("index");

    private final AtomicLong nanos = new AtomicLong();
    private final Inbox inbox = new Inbox(Set.of(BOX), 2, Duration.ofSeconds(10), nanos::get);

    private static Inbox.Field field(int content) {
        return new Inbox.Field(
                new SiteId("tokyo"),
                UUID.randomUUID(),
                Protection.ONE_TIME_PAD,
                List.of(),
                SecretBytes.copyOf(new byte[] {(byte) content}));
    }

    @Test
    void givesEachFieldOnceOldestFirst() {
        inbox.keepPlace(BOX).orElseThrow().put(field(1));
        inbox.keepPlace(BOX).orElseThrow().put(field(2));
        assertThat(inbox.take(BOX).orElseThrow().content().exposeForWire()).containsExactly(1);
        assertThat(inbox.take(BOX).orElseThrow().content().exposeForWire()).containsExactly(2);
        assertThat(inbox.take(BOX)).isEmpty();
    }

    @Test
    void countsPlacesThatAreKeptAsFull() {
        Inbox.Place first = inbox.keepPlace(BOX).orElseThrow();
        inbox.keepPlace(BOX).orElseThrow().put(field(1));
        assertThat(inbox.keepPlace(BOX)).isEmpty();
        first.close();
        first.close();
        assertThat(inbox.keepPlace(BOX)).isPresent();
        assertThat(inbox.keepPlace(BOX)).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> first.put(field(2)));
    }

    @Test
    void knowsNoBoxThatWasNotNamedBeforehand() {
        BoxName unknown = new BoxName("other");
        assertThat(inbox.knows(unknown)).isFalse();
        assertThat(inbox.keepPlace(unknown)).isEmpty();
        assertThat(inbox.take(unknown)).isEmpty();
    }

    @Test
    void wipesWhatNobodyReadInTime() {
        Inbox.Field old = field(1);
        inbox.keepPlace(BOX).orElseThrow().put(old);
        nanos.set(Duration.ofSeconds(5).toNanos());
        inbox.keepPlace(BOX).orElseThrow().put(field(2));
        nanos.set(Duration.ofSeconds(10).toNanos());
        inbox.sweep();
        assertThat(inbox.waiting()).isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(old.content()::exposeForWire);
        assertThat(inbox.take(BOX).orElseThrow().content().exposeForWire()).containsExactly(2);
    }

    @Test
    void wipesEverythingAtTheEnd() {
        Inbox.Field unread = field(1);
        inbox.keepPlace(BOX).orElseThrow().put(unread);
        inbox.close();
        assertThatIllegalStateException().isThrownBy(unread.content()::exposeForWire);
        assertThat(inbox.waiting()).isZero();
    }
}
