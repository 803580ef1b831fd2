package io.warifu.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.EpochTotals;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A pair whose epochs change many times a second, and what must be true of them after a test. */
final class ChangingEpochs {

    static final Duration AGE = Duration.ofMillis(150);
    static final Pair.Options OPTIONS =
            Pair.Options.of(Target.Manner.ECHO).with(Pair.limits(AGE, Duration.ofSeconds(30)));

    private ChangingEpochs() {}

    /** On every connection and in both directions; the clear header names the epoch. */
    static void assertOnlyRiseOnTheWire(Pair pair) {
        for (int i = 0; i < pair.relay.connections(); i++) {
            for (byte[] wire : List.of(pair.relay.fromOpener(i), pair.relay.fromAcceptor(i))) {
                List<Integer> epochs = new ArrayList<>();
                ByteBuffer frames = ByteBuffer.wrap(wire);
                for (int at = 0; at < wire.length; at += 24 + frames.getInt(at + 20)) {
                    epochs.add(frames.getInt(at + 4));
                }
                assertThat(epochs).isSorted();
            }
        }
    }

    /** Each epoch was made from the same key at both ends, and what one sent the other received. */
    static void assertLedgersAgree(Pair pair, long bytesEachWay) {
        Ledgers.Book tokyo = pair.ledgers.of(Pair.TOKYO);
        Ledgers.Book kochi = pair.ledgers.of(Pair.KOCHI);
        int last = pair.tokyosView().inUse().orElseThrow().epoch();
        pair.useUpCurrentEpoch();
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        Stream.of(tokyo, kochi)
                                .allMatch(book ->
                                        book.switched.stream()
                                                .filter(name -> name.epoch() <= last)
                                                .allMatch(book.erased::containsKey)));
        long sentByTokyo = 0;
        long sentByKochi = 0;
        for (EpochEntry entry : List.copyOf(tokyo.confirmed)) {
            EpochName here = entry.name();
            EpochName there = new EpochName(Pair.TOKYO, here.session(), here.epoch());
            if (here.epoch() > last || !tokyo.switched.contains(here)) {
                continue;
            }
            assertThat(kochi.confirmed)
                    .anyMatch(e ->
                            e.name().equals(there)
                                    && e.keyId().equals(entry.keyId())
                                    && e.initiatedHere() != entry.initiatedHere());
            EpochTotals own = erased(tokyo.erased, here);
            EpochTotals other = erased(kochi.erased, there);
            assertThat(own.bytesSent()).isEqualTo(other.bytesReceived());
            assertThat(own.bytesReceived()).isEqualTo(other.bytesSent());
            assertThat(own.recordsSent()).isEqualTo(other.recordsReceived());
            assertThat(own.recordsReceived()).isEqualTo(other.recordsSent());
            assertThat(own.carriers()).isEqualTo(other.carriers());
            sentByTokyo += own.bytesSent();
            sentByKochi += own.bytesReceived();
        }
        assertThat(sentByTokyo).isEqualTo(bytesEachWay);
        assertThat(sentByKochi).isEqualTo(bytesEachWay);
    }

    private static EpochTotals erased(Map<EpochName, EpochTotals> totals, EpochName name) {
        return Optional.ofNullable(totals.get(name)).orElseThrow();
    }
}
