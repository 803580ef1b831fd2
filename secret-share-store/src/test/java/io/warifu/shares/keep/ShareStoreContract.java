package io.warifu.shares.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.wire.share.Audience;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.shares.keep.PutOutcome.AlreadyStored;
import io.warifu.shares.keep.PutOutcome.Conflict;
import io.warifu.shares.keep.PutOutcome.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every share store promises. */
@Timeout(60)
abstract class ShareStoreContract {

    static final Instant NOW = Instant.parse("2026-11-25T09:30:15.123456789Z");
    static final InstantSource TIME = InstantSource.fixed(NOW);

    private static final SiteId TOKYO = new SiteId("tokyo");
    private static final SiteId KOCHI = new SiteId("kochi");
    private static final int WRITERS = 6;
    private static final int PUTS_EACH = 25;

    private ShareStore store;

    /** An empty store whose clock stands at {@link #TIME}. */
    abstract ShareStore emptyStore();

    @BeforeEach
    void begin() {
        store = emptyStore();
    }

    @Test
    void findsNothingUnderAnUnknownId() {
        assertThat(store.find(new ObjectId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void refusesOtherBytesUnderAKnownIdAndKeepsTheFirst() {
        NewShare first = record(TOKYO, "first");
        assertThat(store.put(first)).isInstanceOf(Stored.class);
        NewShare second = share(first.object(), first.labels(), "second");
        assertThat(store.put(second)).isEqualTo(new Conflict());
        assertThat(store.find(first.object()).orElseThrow().bytes()).isEqualTo(first.bytes());
        assertThat(store.totals()).isEqualTo(new Totals(1, 5));
    }

    @Test
    void refusesOtherLabelsForTheSameBytes() {
        NewShare first = record(TOKYO, "bytes");
        assertThat(store.put(first)).isInstanceOf(Stored.class);
        ShareLabels others =
                new ShareLabels(
                        KOCHI, ObjectKind.RECORD, Audience.OWNER, first.labels().pseudonym());
        assertThat(store.put(share(first.object(), others, "bytes"))).isEqualTo(new Conflict());
    }

    @Test
    void refusesARecordWithoutPseudonymAndACatalogueWithOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShareLabels(TOKYO, ObjectKind.RECORD, Audience.OWNER, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ShareLabels(
                                TOKYO, ObjectKind.CATALOGUE, Audience.OWNER, UUID.randomUUID()));
    }

    @Test
    void findsWhatWasPut() {
        NewShare record = record(TOKYO, "a record");
        NewShare catalogue = catalogue(KOCHI, "a catalogue segment");
        assertThat(store.put(record)).isInstanceOf(Stored.class);
        assertThat(store.put(catalogue)).isInstanceOf(Stored.class);
        StoredShare found = store.find(record.object()).orElseThrow();
        assertThat(found.labels()).isEqualTo(record.labels());
        assertThat(found.bytes()).isEqualTo(record.bytes());
        assertThat(found.sha256()).isEqualTo(record.sha256());
        assertThat(store.find(catalogue.object()).orElseThrow().labels())
                .isEqualTo(catalogue.labels());
    }

    @Test
    void tellsTheSameTimeEverAfter() {
        NewShare share = record(TOKYO, "x");
        Instant millis = Instant.parse("2026-11-25T09:30:15.123Z");
        assertThat(store.put(share)).isEqualTo(new Stored(millis));
        assertThat(store.put(share)).isEqualTo(new AlreadyStored(millis));
        assertThat(store.find(share.object()).orElseThrow().storedAt()).isEqualTo(millis);
        assertThat(store.totals()).isEqualTo(new Totals(1, 1));
    }

    @Test
    void keepsAnEmptyListing() {
        assertThat(store.list(new ListingQuery(null, null, 0, 10))).isEmpty();
        assertThat(store.totals()).isEqualTo(new Totals(0, 0));
    }

    @Test
    void refusesSenselessListings() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ListingQuery(null, null, -1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new ListingQuery(null, null, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ListingQuery(null, null, 0, ListingQuery.MAX_ITEMS + 1));
    }

    @Test
    void listsInStoringOrderByOwnerAndKindAndPage() {
        NewShare first = record(TOKYO, "1");
        NewShare second = catalogue(TOKYO, "22");
        NewShare third = record(KOCHI, "333");
        NewShare fourth = record(TOKYO, "4444");
        for (NewShare share : List.of(first, second, third, fourth)) {
            assertThat(store.put(share)).isInstanceOf(Stored.class);
        }
        assertThat(store.list(new ListingQuery(null, null, 0, 10)))
                .extracting(ListedShare::object)
                .containsExactly(first.object(), second.object(), third.object(), fourth.object());
        assertThat(store.list(new ListingQuery(TOKYO, ObjectKind.RECORD, 0, 10)))
                .extracting(ListedShare::sizeBytes)
                .containsExactly(1L, 4L);
        assertThat(store.list(new ListingQuery(null, ObjectKind.CATALOGUE, 0, 10)))
                .extracting(ListedShare::object)
                .containsExactly(second.object());
        List<ListedShare> page = store.list(new ListingQuery(TOKYO, null, 0, 2));
        assertThat(page).hasSize(2);
        assertThat(store.list(new ListingQuery(TOKYO, null, page.getLast().sequence(), 2)))
                .extracting(ListedShare::object)
                .containsExactly(fourth.object());
    }

    @Test
    void ofSimultaneousPutsWithDifferentBytesOneIsStored() throws Exception {
        for (int round = 0; round < 10; round++) {
            ObjectId object = new ObjectId(UUID.randomUUID());
            ShareLabels labels = record(TOKYO, "").labels();
            List<NewShare> rivals = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                rivals.add(share(object, labels, "version " + i));
            }
            List<PutOutcome> outcomes = putAtOnce(rivals);
            assertThat(outcomes).filteredOn(Stored.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(Conflict.class::isInstance).hasSize(WRITERS - 1);
            int winner = outcomes.indexOf(new Stored(NOW.minusNanos(456_789)));
            assertThat(store.find(object).orElseThrow().bytes())
                    .isEqualTo(rivals.get(winner).bytes());
        }
        assertThat(store.totals().shares()).isEqualTo(10);
    }

    @Test
    void ofSimultaneousPutsWithTheSameBytesOneIsStoredAndTheOthersAreRepeats() throws Exception {
        NewShare share = record(TOKYO, "the same");
        List<PutOutcome> outcomes = putAtOnce(Collections.nCopies(WRITERS, share));
        assertThat(outcomes).filteredOn(Stored.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(AlreadyStored.class::isInstance).hasSize(WRITERS - 1);
    }

    @Test
    void aPagingReaderMissesNothingThatConcurrentWritersStore() throws Exception {
        List<ObjectId> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(() -> putMany(PUTS_EACH)));
            }
            long after = 0;
            boolean done;
            do {
                // Asked before reading, so that the last round reads what the last writer stored.
                done = writers.stream().allMatch(Future::isDone);
                List<ListedShare> page = store.list(new ListingQuery(TOKYO, null, after, 7));
                for (ListedShare item : page) {
                    assertThat(item.sequence()).isGreaterThan(after);
                    after = item.sequence();
                    seen.add(item.object());
                }
                done = done && page.isEmpty();
            } while (!done);
            for (Future<?> writer : writers) {
                assertThat(writer.get()).isNull();
            }
        }
        assertThat(seen).hasSize(WRITERS * PUTS_EACH).doesNotHaveDuplicates();
        assertThat(store.totals().shares()).isEqualTo(WRITERS * PUTS_EACH);
    }

    private void putMany(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(store.put(record(TOKYO, "share " + i))).isInstanceOf(Stored.class);
        }
    }

    private List<PutOutcome> putAtOnce(List<NewShare> shares) throws Exception {
        CountDownLatch ready = new CountDownLatch(shares.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PutOutcome>> running = new ArrayList<>();
            for (NewShare share : shares) {
                running.add(
                        threads.submit(() -> {
                            ready.countDown();
                            assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
                            return store.put(share);
                        }));
            }
            List<PutOutcome> outcomes = new ArrayList<>();
            for (Future<PutOutcome> one : running) {
                outcomes.add(one.get(20, TimeUnit.SECONDS));
            }
            return outcomes;
        }
    }

    static NewShare record(SiteId owner, String content) {
        return share(
                new ObjectId(UUID.randomUUID()),
                new ShareLabels(owner, ObjectKind.RECORD, Audience.FEDERATION, UUID.randomUUID()),
                content);
    }

    static NewShare catalogue(SiteId owner, String content) {
        return share(
                new ObjectId(UUID.randomUUID()),
                new ShareLabels(owner, ObjectKind.CATALOGUE, Audience.EMERGENCY, null),
                content);
    }

    static NewShare share(ObjectId object, ShareLabels labels, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new NewShare(object, labels, bytes, Sha256.of(bytes));
    }
}
