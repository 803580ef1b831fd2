package io.warifu.gateway.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.gateway.keys.EtsiServer;
import io.warifu.gateway.keys.PadClient;
import io.warifu.gateway.ledger.DurableKeyLedger;
import io.warifu.gateway.ledger.LedgerComparison;
import io.warifu.gateway.ledger.LedgerSide;
import io.warifu.gateway.ledger.SpentPads;
import io.warifu.gateway.otp.FieldOutcome.InDoubt;
import io.warifu.gateway.otp.FieldOutcome.Reason;
import io.warifu.gateway.otp.FieldOutcome.Refused;
import io.warifu.gateway.otp.FieldOutcome.Taken;
import io.warifu.gateway.stock.StockWatch;
import io.warifu.kernel.id.SiteId;
import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sender and receiver with real ledgers and a real 014 server over mutual TLS. */
final class FieldTransferTest {

    private static final TestPki PKI = new TestPki();
    private static final SiteId TOKYO = new SiteId("tokyo");
    private static final SiteId KOCHI = new SiteId("kochi");
    private static final BoxName BOX = new BoxName("index");
    private static final UUID CARRIER_KEY = UUID.randomUUID();

    @TempDir Path folder;

    private EtsiServer keys;
    private DurableKeyLedger atTokyo;
    private DurableKeyLedger atKochi;
    private Inbox inbox;
    private OtpBudgets budgets;
    private FieldSender sender;

    /** What stands at the far end; the receiver, unless a test says otherwise. */
    private final AtomicReference<OtpService> farEnd = new AtomicReference<>();

    @BeforeEach
    void start() throws IOException {
        keys = new EtsiServer(PKI);
        atTokyo = DurableKeyLedger.open(folder.resolve("tokyo"), TOKYO, InstantSource.system());
        atKochi = DurableKeyLedger.open(folder.resolve("kochi"), KOCHI, InstantSource.system());
        inbox = new Inbox(Set.of(BOX), 2, Duration.ofMinutes(5), System::nanoTime);
        PadClient tokyo = keys.padClient("gateway-tokyo", site -> "gateway-" + site);
        PadClient kochi = keys.padClient("gateway-kochi", site -> "gateway-" + site);
        farEnd.set(new FieldReceiver(inbox, kochi, atKochi));
        budgets = new OtpBudgets(List.of(KOCHI), System::nanoTime);
        sender =
                new FieldSender(
                        this::open,
                        tokyo,
                        new StockWatch(List.of(KOCHI), tokyo, System::nanoTime, budgets),
                        budgets,
                        atTokyo,
                        _ -> List.of(CARRIER_KEY),
                        UUID::randomUUID);
    }

    @AfterEach
    void stop() throws IOException {
        atTokyo.close();
        atKochi.close();
        keys.close();
    }

    private OtpChannel open(SiteId peer) {
        ChannelPair pair = new ChannelPair(TOKYO, peer);
        Thread.ofVirtual()
                .start(() -> {
                    try (OtpChannel channel = pair.receiver()) {
                        farEnd.get().serve(channel);
                    } catch (IOException | InterruptedException e) {
                        // Closing the channel tells the sender.
                    }
                });
        return pair.sender();
    }

    private static byte[] field(int bytes) {
        byte[] field = new byte[bytes];
        RandomGenerator.of("L64X128MixRandom").nextBytes(field);
        return field;
    }

    private FieldOutcome send(byte[] field) throws InterruptedException {
        return sender.send(KOCHI, BOX, FieldPolicy.REFUSE, field);
    }

    private LedgerComparison compareLedgers() {
        return LedgerComparison.of(
                new LedgerSide(TOKYO, Optional.empty(), List.of(), atTokyo.view().pads()),
                new LedgerSide(KOCHI, Optional.empty(), List.of(), atKochi.view().pads()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 33, 64, 1_000, 4_096})
    void carriesAFieldUnderKeysThatBothLedgersName(int bytes) throws Exception {
        byte[] field = field(bytes);
        Taken taken = (Taken) send(field);

        Inbox.Field arrived = inbox.take(BOX).orElseThrow();
        assertThat(arrived.content().exposeForWire()).isEqualTo(field);
        assertThat(arrived.from()).isEqualTo(TOKYO);
        assertThat(arrived.protection()).isEqualTo(Protection.ONE_TIME_PAD);
        FieldReceipt receipt = taken.receipt();
        assertThat(arrived.block()).isEqualTo(receipt.block());
        assertThat(receipt.padIds()).hasSize(Math.ceilDiv(bytes, 32));
        assertThat(receipt.padIds()).doesNotContain(receipt.macKeyId().orElseThrow());
        assertThat(receipt.carrierKeyIds()).containsExactly(CARRIER_KEY);
        assertThat(keys.newKeys()).isEqualTo(receipt.padIds().size() + 1);
        assertThat(keys.namedKeys()).isEqualTo(keys.newKeys());

        SpentPads spent = atTokyo.view().pads().getFirst();
        assertThat(spent.use().keyIds().subList(0, receipt.padIds().size()))
                .isEqualTo(receipt.padIds());
        assertThat(compareLedgers().agrees()).isTrue();
        assertThat(compareLedgers().padsCompared()).isEqualTo(1);
    }

    @Test
    void asksForNoMoreKeysAtOnceThanTheKeyManagerGives() throws Exception {
        keys.maxPerRequest(5);
        byte[] field = field(500);
        assertThat(send(field)).isInstanceOf(Taken.class);
        assertThat(inbox.take(BOX).orElseThrow().content().exposeForWire()).isEqualTo(field);
    }

    @Test
    void neverUsesAPadTwice() throws Exception {
        byte[] same = field(64);
        assertThat(send(same)).isInstanceOf(Taken.class);
        assertThat(send(same)).isInstanceOf(Taken.class);
        List<UUID> all =
                atTokyo.view().pads().stream().flatMap(p -> p.use().keyIds().stream()).toList();
        assertThat(all).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void refusesWhatWouldTouchTheReserveAndFetchesNothing() throws Exception {
        keys.stored(OtpBudget.RESERVE_KEYS + 2);
        assertThat(((Refused) send(field(64))).reason()).isEqualTo(Reason.BUDGET_EMPTY);
        assertThat(keys.newKeys()).isZero();
        assertThat(inbox.waiting()).isZero();
    }

    @Test
    void sendsUnderAesAloneOnlyWhenToldToAndMarksItAtBothEnds() throws Exception {
        keys.stored(10);
        byte[] field = field(64);
        Taken taken = (Taken) sender.send(KOCHI, BOX, FieldPolicy.AES_WITH_MARK, field);
        assertThat(taken.receipt().protection()).isEqualTo(Protection.AES_256_GCM);
        assertThat(taken.receipt().padIds()).isEmpty();
        assertThat(taken.receipt().macKeyId()).isEmpty();
        assertThat(taken.receipt().carrierKeyIds()).containsExactly(CARRIER_KEY);
        Inbox.Field arrived = inbox.take(BOX).orElseThrow();
        assertThat(arrived.protection()).isEqualTo(Protection.AES_256_GCM);
        assertThat(arrived.content().exposeForWire()).isEqualTo(field);
        assertThat(keys.newKeys()).isZero();
        assertThat(atTokyo.view().pads()).isEmpty();
    }

    @Test
    void usesPadsAlsoWhereAesWouldBeAllowedAsLongAsThereAreAny() throws Exception {
        Taken taken = (Taken) sender.send(KOCHI, BOX, FieldPolicy.AES_WITH_MARK, field(8));
        assertThat(taken.receipt().protection()).isEqualTo(Protection.ONE_TIME_PAD);
    }

    @Test
    void refusesWhenTheKeyManagerIsSilent() throws Exception {
        keys.mood(EtsiServer.Mood.EMPTY);
        assertThat(((Refused) send(field(8))).reason()).isEqualTo(Reason.NO_KEYS);
    }

    @Test
    void burnsPadsThatTheOtherEndCouldNotFetch() throws Exception {
        keys.refuseNamedKeys(1);
        assertThat(((Refused) send(field(64))).reason()).isEqualTo(Reason.NO_KEYS);
        assertThat(atTokyo.view().burnt()).hasSize(3);
        assertThat(atTokyo.view().pads()).isEmpty();
        assertThat(atKochi.view().pads()).isEmpty();
        assertThat(inbox.waiting()).isZero();
        assertThat(inbox.keepPlace(BOX)).as("room is given back").isPresent();
    }

    @Test
    void deliversNothingWhenAPadOfTheEndsDiffersThoughTheMacKeyDoesNot() throws Exception {
        keys.maxPerRequest(1);
        keys.giveWrongNamedKeys(1);
        assertThat(((Refused) send(field(64))).reason()).isEqualTo(Reason.KEY_MISMATCH);
        assertThat(inbox.waiting()).isZero();
    }

    @Test
    void deliversNothingWhenTheEndsHoldDifferentKeys() throws Exception {
        keys.giveWrongNamedKeys(1);
        assertThat(((Refused) send(field(64))).reason()).isEqualTo(Reason.KEY_MISMATCH);
        assertThat(inbox.waiting()).isZero();
    }

    @Test
    void saysThatABoxIsFullOrUnknownBeforeKeysAreFetchedThere() throws Exception {
        assertThat(send(field(8))).isInstanceOf(Taken.class);
        assertThat(send(field(8))).isInstanceOf(Taken.class);
        int named = keys.namedKeys();
        assertThat(((Refused) send(field(8))).reason()).isEqualTo(Reason.BOX_FULL);
        FieldOutcome unknown =
                sender.send(KOCHI, new BoxName("other"), FieldPolicy.REFUSE, field(8));
        assertThat(((Refused) unknown).reason()).isEqualTo(Reason.UNKNOWN_BOX);
        assertThat(keys.namedKeys()).isEqualTo(named);
    }

    @Test
    void isInDoubtWhenTheChannelBreaksAfterTheFieldHadLeft() throws Exception {
        farEnd.set(channel -> {
            OtpBlock block = OtpBlock.parse(channel.receive().orElseThrow().body());
            channel.send(
                    new OtpRecord(
                            OtpRecord.Kind.RECEIPT,
                            OtpAnswer.of(OtpAnswer.Word.READY, block.block()).toBytes()));
            var _ = channel.receive();
        });
        InDoubt inDoubt = (InDoubt) send(field(64));
        assertThat(inDoubt.receipt().padIds()).hasSize(2);
        assertThat(atTokyo.view().pads()).as("written down before it left").hasSize(1);
        assertThat(compareLedgers().agrees()).isTrue();
    }

    @Test
    void burnsThePadsOfAFieldThatNeverLeft() throws Exception {
        farEnd.set(OtpChannel::receive);
        assertThat(((Refused) send(field(64))).reason()).isEqualTo(Reason.PEER_UNREACHABLE);
        assertThat(atTokyo.view().pads()).isEmpty();
        assertThat(atTokyo.view().burnt()).hasSize(3);
    }

    @Test
    void takesFieldsOf1To4096Bytes() {
        for (int bytes : new int[] {0, 4_097}) {
            assertThatIllegalArgumentException().isThrownBy(() -> send(field(bytes)));
        }
    }
}
