package io.warifu.gateway.ledger;

import static io.warifu.gateway.ledger.LedgerFixtures.KEY;
import static io.warifu.gateway.ledger.LedgerFixtures.KOCHI;
import static io.warifu.gateway.ledger.LedgerFixtures.OSAKA;
import static io.warifu.gateway.ledger.LedgerFixtures.OTHER_KEY;
import static io.warifu.gateway.ledger.LedgerFixtures.SESSION;
import static io.warifu.gateway.ledger.LedgerFixtures.TOKYO;
import static io.warifu.gateway.ledger.LedgerFixtures.entry;
import static io.warifu.gateway.ledger.LedgerFixtures.epoch;
import static io.warifu.gateway.ledger.LedgerFixtures.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableKeyLedgerTest {

    private static final long BEGIN_MILLIS = 1_764_150_000_000L;
    private static final int ROOMY = 1_000_000;

    @TempDir Path folder;

    /** A second passes between two entries. */
    private final AtomicLong clockMillis = new AtomicLong(BEGIN_MILLIS);

    private DurableKeyLedger open(long maxSegmentBytes, int maxEpochs) throws IOException {
        return DurableKeyLedger.open(
                folder,
                TOKYO,
                () -> Instant.ofEpochMilli(clockMillis.getAndAdd(1_000)),
                maxSegmentBytes,
                maxEpochs);
    }

    private DurableKeyLedger open() throws IOException {
        return open(ROOMY, ROOMY);
    }

    private Path segment(int number) {
        return folder.resolve("ledger-00000" + number + ".log");
    }

    private void writeEverything(DurableKeyLedger ledger) {
        ledger.confirmed(entry(1));
        ledger.switched(epoch(1));
        ledger.burnt(KOCHI, OTHER_KEY, "KEY_UNAVAILABLE");
        ledger.confirmed(new EpochEntry(epoch(2), Optional.empty(), KeyMode.PQC_ONLY, false));
        ledger.erased(epoch(1), new EpochTotals(1L << 30, 17, 16_385, 2, 3));
        UUID third = UUID.fromString("01234567-89ab-cdef-0123-456789abcde0");
        ledger.padsSpent(new PadUse(OSAKA, SESSION, true, 64, List.of(KEY, OTHER_KEY, third)));
        ledger.padsSpent(new PadUse(OSAKA, KEY, false, 1, List.of(OTHER_KEY, KEY)));
        ledger.confirmed(new EpochEntry(epoch(-1), Optional.of(OTHER_KEY), KeyMode.QKD_ONLY, true));
    }

    @Test
    void writesTheFileThatAnotherProgramMadeFromTheSpecification() throws IOException {
        try (DurableKeyLedger ledger = open()) {
            writeEverything(ledger);
        }
        try (InputStream fixed =
                DurableKeyLedgerTest.class.getResourceAsStream("/gateway/ledger-000001.txt")) {
            assertThat(segment(1)).hasBinaryContent(fixed.readAllBytes());
        }
    }

    @Test
    void knowsAfterARestartWhatItWasToldBefore() throws IOException {
        LedgerView before;
        try (DurableKeyLedger ledger = open()) {
            writeEverything(ledger);
            before = ledger.view();
        }
        try (DurableKeyLedger ledger = open()) {
            LedgerView after = ledger.view();
            assertThat(after.epochs().getFirst()).isEqualTo(before.epochs().getFirst());
            assertThat(after.epochs().getFirst().state()).isEqualTo(LedgerEpoch.State.ERASED);
            assertThat(after.epochs().getFirst().totals().orElseThrow().bytesSent())
                    .isEqualTo(1L << 30);
            assertThat(after.pads()).isEqualTo(before.pads());
            assertThat(after.burnt()).isEqualTo(before.burnt());
            assertThat(ledger.burntKeys(KOCHI)).isEqualTo(1);
            assertThat(ledger.burntKeys(OSAKA)).isZero();
            assertThat(ledger.cutBytes()).isZero();
        }
    }

    @Test
    void showsEpochsOfAProcessThatDidNotEraseThemAsEndedByTheRestart() throws IOException {
        try (DurableKeyLedger ledger = open()) {
            ledger.confirmed(entry(1));
            ledger.switched(epoch(1));
            assertThat(ledger.view().epochs().getFirst().state()).isEqualTo(LedgerEpoch.State.OPEN);
        }
        try (DurableKeyLedger ledger = open()) {
            LedgerEpoch epoch = ledger.view().epochs().getFirst();
            assertThat(epoch.state()).isEqualTo(LedgerEpoch.State.ENDED_BY_RESTART);
            assertThat(epoch.endedAt()).contains(Instant.ofEpochMilli(BEGIN_MILLIS + 3_000));
            assertThat(epoch.totals()).isEmpty();
            assertThatIllegalStateException()
                    .isThrownBy(() -> ledger.erased(epoch(1), totals(1, 1)));
        }
    }

    @Test
    void cutsALastLineWhereverItWasTorn() throws IOException {
        try (DurableKeyLedger ledger = open()) {
            ledger.confirmed(entry(1));
        }
        byte[] whole = Files.readAllBytes(segment(1));
        try (DurableKeyLedger ledger = open()) {
            ledger.switched(epoch(1));
        } catch (IllegalStateException expected) {
            // The epoch ended with the restart; only the line "started" was added.
            assertThat(expected).hasMessageContaining("no confirmed epoch");
        }
        byte[] withStart = Files.readAllBytes(segment(1));
        for (int length = whole.length; length < withStart.length; length++) {
            Files.write(segment(1), Arrays.copyOf(withStart, length));
            try (DurableKeyLedger ledger = open()) {
                assertThat(ledger.cutBytes()).isEqualTo(length - whole.length);
                assertThat(ledger.view().epochs()).hasSize(1);
                assertThat(ledger.view().lines()).isEqualTo(3);
            }
            // And what was written after the cut chains again.
            open().close();
        }
    }

    @Test
    void refusesToStartWhenAnyBitOfAWholeLineIsAnother() throws IOException {
        try (DurableKeyLedger ledger = open()) {
            writeEverything(ledger);
        }
        byte[] good = Files.readAllBytes(segment(1));
        int lastEnd = good.length - 1;
        for (int at = 0; at < lastEnd; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(segment(1), bad);
            assertThatThrownBy(this::open)
                    .as("byte %d", at)
                    .isInstanceOf(LedgerDamagedException.class)
                    .hasMessageContaining("ledger-000001.log");
        }
    }

    @Test
    void refusesToStartWhenALineWasTakenOutOrMoved() throws IOException {
        try (DurableKeyLedger ledger = open()) {
            writeEverything(ledger);
        }
        List<String> good = Files.readAllLines(segment(1), StandardCharsets.US_ASCII);
        for (int at = 0; at < good.size() - 1; at++) {
            List<String> without = new ArrayList<>(good);
            String taken = without.remove(at);
            Files.write(segment(1), without);
            assertThatThrownBy(this::open).isInstanceOf(LedgerDamagedException.class);
            without.add(at + 1, taken);
            Files.write(segment(1), without);
            assertThatThrownBy(this::open)
                    .isInstanceOf(LedgerDamagedException.class)
                    .hasMessageContaining("line " + (at + 1));
        }
    }

    @Test
    void refusesTheLedgerOfAnotherSite() throws IOException {
        open().close();
        assertThatThrownBy(() -> DurableKeyLedger.open(folder, KOCHI, () -> Instant.EPOCH))
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining("another site");
    }

    @Test
    void letsOneProcessWriteAtATime() throws IOException {
        try (DurableKeyLedger _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process");
        }
        open().close();
    }

    @Test
    void neverConfirmsAnEpochTwiceNorErasesOneThatItDoesNotKnow() throws IOException {
        try (DurableKeyLedger ledger = open()) {
            ledger.confirmed(entry(1));
            assertThatIllegalStateException().isThrownBy(() -> ledger.confirmed(entry(1)));
            assertThatIllegalStateException().isThrownBy(() -> ledger.switched(epoch(2)));
            ledger.erased(epoch(1), totals(0, 0));
            assertThatIllegalStateException()
                    .isThrownBy(() -> ledger.erased(epoch(1), totals(0, 0)));
            assertThatIllegalStateException().isThrownBy(() -> ledger.confirmed(entry(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ledger.burnt(KOCHI, KEY, "no code\n"));
            assertThat(ledger.view().lines()).isEqualTo(3);
        }
        open().close();
    }

    @Test
    void goesOnInANewSegmentThatChainsToTheOneBefore() throws IOException {
        try (DurableKeyLedger ledger = open(1_000, ROOMY)) {
            IntStream.range(1, 40).forEach(i -> ledger.confirmed(entry(i)));
        }
        assertThat(segment(4)).exists();
        try (DurableKeyLedger ledger = open(1_000, ROOMY)) {
            assertThat(ledger.view().epochs()).hasSize(39);
        }
        byte[] middle = Files.readAllBytes(segment(2));
        Files.delete(segment(2));
        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining("missing");
        Files.write(segment(2), Arrays.copyOf(middle, middle.length - 1));
        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining("middle of a line");
    }

    @Test
    void doesWithoutSegmentsThatWereMovedAwayFromTheFront() throws IOException {
        try (DurableKeyLedger ledger = open(1_000, ROOMY)) {
            IntStream.range(1, 40).forEach(i -> ledger.confirmed(entry(i)));
        }
        Files.delete(segment(1));
        Files.delete(segment(2));
        try (DurableKeyLedger ledger = open(1_000, ROOMY)) {
            assertThat(ledger.view().epochs().size()).isBetween(1, 38);
            assertThat(ledger.view().lines()).isEqualTo(41);
        }
    }

    @Test
    void remembersTheNewestEpochsAndEveryOneThatStillLives() throws IOException {
        try (DurableKeyLedger ledger = open(ROOMY, 3)) {
            ledger.confirmed(entry(1));
            for (int i = 2; i <= 9; i++) {
                ledger.confirmed(entry(i));
                ledger.erased(epoch(i), totals(i, i));
            }
            LedgerView view = ledger.view();
            assertThat(view.epochs().stream().map(e -> e.name().epoch())).contains(1, 9);
            assertThat(view.epochs()).hasSize(3);
            assertThat(view.forgottenEpochs()).isEqualTo(6);
        }
    }
}
