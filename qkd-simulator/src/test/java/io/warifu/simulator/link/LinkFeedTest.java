package io.warifu.simulator.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.servicekit.TestPki;
import io.warifu.simulator.feed.AlarmReport;
import io.warifu.simulator.feed.KeyManagerClient;
import io.warifu.simulator.feed.LinkFeed;
import io.warifu.simulator.handover.FinishedBlock;
import io.warifu.simulator.handover.HandoverJournal;
import io.warifu.simulator.session.Wish;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What an end wants next, against a key manager over real mutual TLS. */
final class LinkFeedTest {

    private static final LinkId LINK = new LinkId(new SiteId("tokyo"), new SiteId("koganei"));
    private static final AlarmReport QUIET = new AlarmReport(false, 0.01, "in order");
    private static final AlarmReport ALARM = new AlarmReport(true, 0.25, "somebody listens");
    private static final int KEY_BYTES = 1000;
    private static final int REFILL_BYTES = 200;
    private static final long DELIVERED_BITS = 8L * (KEY_BYTES - REFILL_BYTES);

    private final TestPki pki = new TestPki();
    private final FakeKeyManager keys =
            new FakeKeyManager(pki.identity("kme", "urn:warifu:kme:tokyo"), "tokyo");
    private final HttpClient http =
            HttpClient.newBuilder()
                    .sslContext(pki.identity("qkd", "urn:warifu:qkd:tokyo").sslContext())
                    .build();
    private final HandoverJournal journal;
    private final LinkFeed feed;

    LinkFeedTest(@TempDir Path folder) throws IOException {
        journal = HandoverJournal.open(folder);
        feed =
                new LinkFeed(
                        LINK,
                        new KeyManagerClient(
                                http,
                                URI.create(keys.url()),
                                JsonMapper.builder().build(),
                                Duration.ofSeconds(30)),
                        journal);
    }

    @AfterEach
    void close() {
        journal.close();
        http.close();
        keys.close();
    }

    @Test
    void theFirstBlockGoesAloneAndThenAsManyAsTheStockLacks() {
        keys.capacityBits(DELIVERED_BITS * 5);
        assertThat(feed.prepare(QUIET, false, 0)).isEqualTo(Wish.FILL);
        assertThat(feed.prepare(QUIET, false, 1)).isEqualTo(Wish.CHECK);
        finish(1);
        assertThat(feed.prepare(QUIET, false, 0)).isEqualTo(Wish.FILL);
        assertThat(feed.prepare(QUIET, false, 3)).isEqualTo(Wish.FILL);
        assertThat(feed.prepare(QUIET, false, 4)).isEqualTo(Wish.CHECK);
        finish(2);
        assertThat(feed.prepare(QUIET, false, 0)).isEqualTo(Wish.KEY);
    }

    @Test
    void aBlockIsDeliveredInTwoPartsWithoutItsRefill() {
        finish(7);
        feed.deliver(() -> QUIET);
        assertThat(keys.blocks().keySet()).containsExactly(14L, 15L);
        assertThat(keys.block(14).bits() + keys.block(15).bits()).isEqualTo(DELIVERED_BITS);
        assertThat(feed.prepare(QUIET, false, 0)).isEqualTo(Wish.FILL);
        assertThat(feed.nextSequence()).isEqualTo(8);
        assertThat(journal.undelivered()).isEmpty();
    }

    @Test
    void aFullStockAsksForABlockOnlyIfThePoolIsLow() {
        keys.capacityBits(0);
        assertThat(feed.prepare(QUIET, false, 0)).isEqualTo(Wish.CHECK);
        assertThat(feed.prepare(QUIET, true, 0)).isEqualTo(Wish.REFILL);
        assertThat(feed.prepare(QUIET, true, 1)).isEqualTo(Wish.CHECK);
        assertThat(feed.prepare(ALARM, true, 0)).isEqualTo(Wish.CHECK);
    }

    @Test
    void nothingIsDeliveredWhileAnAlarmStands() {
        assertThat(feed.takesUpAlarm()).isFalse();
        finish(3);
        assertThat(feed.prepare(ALARM, false, 0)).isEqualTo(Wish.CHECK);
        assertThat(keys.alarm()).isTrue();
        assertThat(keys.blocks()).isEmpty();
        Wish _ = feed.prepare(QUIET, false, 0);
        assertThat(keys.blocks()).hasSize(2);
        assertThat(keys.alarm()).isFalse();
    }

    @Test
    void anAlarmOfTheLastLifeIsNotClearedBeforeItWasTakenUp() {
        keys.alarmLeftOver();
        Wish _ = feed.prepare(QUIET, false, 0);
        assertThat(keys.alarm()).isTrue();
        assertThat(feed.takesUpAlarm()).isTrue();
        assertThat(feed.takesUpAlarm()).as("told once").isFalse();
        Wish _ = feed.prepare(QUIET, false, 0);
        assertThat(keys.alarm()).isFalse();
    }

    @Test
    void aKeyManagerThatIsDownKeepsTheBlockInTheJournal() {
        keys.down(true);
        finish(4);
        assertThat(feed.prepare(QUIET, false, 0)).isEqualTo(Wish.PAUSE);
        assertThat(journal.undelivered()).hasSize(1);
    }

    private void finish(long sequence) {
        FinishedBlock block =
                new FinishedBlock(
                        UUID.randomUUID(),
                        sequence,
                        SecretBytes.takeFrom(new byte[KEY_BYTES]),
                        REFILL_BYTES,
                        0.01);
        journal.prepare(block);
        journal.commit(block.blockId());
    }
}
