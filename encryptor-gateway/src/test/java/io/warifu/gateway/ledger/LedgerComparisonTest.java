package io.warifu.gateway.ledger;

import static io.warifu.gateway.ledger.LedgerFixtures.KEY;
import static io.warifu.gateway.ledger.LedgerFixtures.KOCHI;
import static io.warifu.gateway.ledger.LedgerFixtures.OSAKA;
import static io.warifu.gateway.ledger.LedgerFixtures.OTHER_KEY;
import static io.warifu.gateway.ledger.LedgerFixtures.SESSION;
import static io.warifu.gateway.ledger.LedgerFixtures.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.gateway.ledger.LedgerComparison.Finding;
import io.warifu.kernel.id.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LedgerComparisonTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final List<LedgerEpoch> atTokyo = new ArrayList<>();
    private final List<LedgerEpoch> atKochi = new ArrayList<>();
    private final List<SpentPads> padsAtTokyo = new ArrayList<>();
    private final List<SpentPads> padsAtKochi = new ArrayList<>();

    private LedgerComparison compare() {
        return LedgerComparison.of(
                side(TOKYO, atTokyo, padsAtTokyo), side(KOCHI, atKochi, padsAtKochi));
    }

    private static LedgerSide side(SiteId site, List<LedgerEpoch> epochs, List<SpentPads> pads) {
        return new LedgerSide(site, Optional.empty(), epochs, pads);
    }

    private static LedgerEpoch open(SiteId peer, int number, UUID key, boolean initiated) {
        return LedgerEpoch.confirmed(
                1,
                new EpochEntry(
                        new EpochName(peer, SESSION, number),
                        Optional.of(key),
                        KeyMode.QKD_AND_PQC,
                        initiated),
                NOON.plusSeconds(60L * number));
    }

    private static EpochTotals totals(long sent, long received) {
        return new EpochTotals(sent, received, sent / 100, received / 100, 1);
    }

    private static LedgerEpoch atTokyo(int number, EpochTotals totals) {
        return open(KOCHI, number, KEY, true).switched(NOON).erased(NOON, totals);
    }

    private static LedgerEpoch atKochi(int number, EpochTotals totals) {
        return open(TOKYO, number, KEY, false).switched(NOON).erased(NOON, totals);
    }

    private Finding only() {
        LedgerComparison comparison = compare();
        assertThat(comparison.rows()).hasSize(1);
        Finding finding = comparison.rows().getFirst().finding();
        assertThat(comparison.agrees()).isEqualTo(finding.agrees());
        return finding;
    }

    @Test
    void agreesWhenEachEndReceivedWhatTheOtherSent() {
        atTokyo.add(atTokyo(1, totals(5_000, 700)));
        atKochi.add(atKochi(1, totals(700, 5_000)));
        assertThat(only()).isEqualTo(Finding.SAME);
    }

    @Test
    void looksOnlyAtThePairThatIsCompared() {
        atTokyo.add(open(OSAKA, 1, KEY, true));
        atKochi.add(open(OSAKA, 7, KEY, true));
        assertThat(compare().rows()).isEmpty();
        assertThat(compare().agrees()).isTrue();
    }

    @Test
    void explainsBytesThatWereOnTheWayWhenACarrierWasCut() {
        atTokyo.add(atTokyo(1, totals(5_000, 700)));
        atKochi.add(atKochi(1, totals(700, 4_000)));
        assertThat(only()).isEqualTo(Finding.CUT);
    }

    @Test
    void doesNotExplainMoreThanCanHaveBeenOnTheWay() {
        atTokyo.add(atTokyo(1, totals(LedgerComparison.MAX_ON_THE_WAY_BYTES + 1, 0)));
        atKochi.add(atKochi(1, totals(0, 0)));
        assertThat(only()).isEqualTo(Finding.DIFFERENT_COUNT);
    }

    @Test
    void neverExplainsThatMoreCameThanWasSent() {
        atTokyo.add(atTokyo(1, totals(5_000, 700)));
        atKochi.add(atKochi(1, totals(699, 5_000)));
        assertThat(only()).isEqualTo(Finding.DIFFERENT_COUNT);
    }

    @Test
    void seesRecordsThatAreMissingThoughTheBytesAgree() {
        atTokyo.add(atTokyo(1, new EpochTotals(100, 0, 1, 0, 1)));
        atKochi.add(atKochi(1, new EpochTotals(0, 100, 0, 2, 1)));
        assertThat(only()).isEqualTo(Finding.DIFFERENT_COUNT);
    }

    @Test
    void findsAnotherKeyAnotherModeAndTwoInitiators() {
        atTokyo.add(open(KOCHI, 1, KEY, true));
        atKochi.add(open(TOKYO, 1, OTHER_KEY, false));
        assertThat(only()).isEqualTo(Finding.DIFFERENT_KEY);

        atKochi.set(0, open(TOKYO, 1, KEY, true));
        assertThat(only()).isEqualTo(Finding.DIFFERENT_KEY);

        EpochEntry weaker =
                new EpochEntry(
                        new EpochName(TOKYO, SESSION, 1),
                        Optional.of(KEY),
                        KeyMode.QKD_ONLY,
                        false);
        atKochi.set(0, LedgerEpoch.confirmed(1, weaker, NOON));
        assertThat(only()).isEqualTo(Finding.DIFFERENT_KEY);
    }

    @Test
    void waitsForTheCountsOfAnEpochThatIsStillInUse() {
        atTokyo.add(atTokyo(1, totals(5_000, 700)));
        atKochi.add(open(TOKYO, 1, KEY, false));
        assertThat(only()).isEqualTo(Finding.RUNNING);
    }

    @Test
    void marksWhatAKilledProcessCouldNotCount() {
        atTokyo.add(atTokyo(1, totals(5_000, 700)));
        atKochi.add(open(TOKYO, 1, KEY, false).endedByRestart(NOON));
        assertThat(only()).isEqualTo(Finding.ENDED_BY_RESTART);
    }

    @Test
    void excusesAnUnusedLastEpochThatOnlyOneEndSawConfirmed() {
        atTokyo.add(open(KOCHI, 1, KEY, true).endedByRestart(NOON));
        assertThat(only()).isEqualTo(Finding.UNFINISHED);
    }

    @Test
    void excusesAnEpochThatWasGivenUpBeforeTheOtherEndKnewOfItThoughTheSessionWentOn() {
        atTokyo.add(open(KOCHI, 1, KEY, true).erased(NOON, totals(0, 0)));
        atTokyo.add(atTokyo(2, totals(1, 1)));
        atKochi.add(atKochi(2, totals(1, 1)));
        assertThat(compare().rows().stream().map(LedgerComparison.Row::finding))
                .containsExactly(Finding.UNFINISHED, Finding.SAME);
        assertThat(compare().agrees()).isTrue();
    }

    @Test
    void findsAnEpochThatWasUsedAndThatTheOtherEndDoesNotKnow() {
        atTokyo.add(atTokyo(1, totals(0, 700)));
        assertThat(only()).isEqualTo(Finding.MISSING);

        atTokyo.set(0, atTokyo(1, totals(700, 0)));
        assertThat(only()).isEqualTo(Finding.MISSING);

        atTokyo.set(0, atTokyo(1, totals(0, 0)));
        assertThat(only()).as("switched to").isEqualTo(Finding.MISSING);

        atTokyo.set(0, open(KOCHI, 1, KEY, true).erased(NOON, totals(700, 0)));
        assertThat(only()).as("carried something").isEqualTo(Finding.MISSING);

        atTokyo.set(0, open(KOCHI, 1, KEY, true).switched(NOON).endedByRestart(NOON));
        assertThat(only()).isEqualTo(Finding.MISSING);
    }

    @Test
    void findsAnEpochThatIsMissingFromTheMiddle() {
        atTokyo.add(atTokyo(1, totals(1, 1)));
        atTokyo.add(atTokyo(2, totals(1, 1)));
        atKochi.add(atKochi(2, totals(1, 1)));
        assertThat(compare().rows().stream().map(LedgerComparison.Row::finding))
                .containsExactly(Finding.MISSING, Finding.SAME);
        assertThat(compare().agrees()).isFalse();
    }

    @Test
    void doesNotHoldAgainstALedgerWhatIsOlderThanItReachesBack() {
        atTokyo.add(atTokyo(1, totals(1, 1)));
        LedgerSide forgetful =
                new LedgerSide(
                        KOCHI,
                        Optional.of(NOON.plusSeconds(600)),
                        List.of(atKochi(10, totals(2, 2))),
                        List.of());
        atTokyo.add(atTokyo(10, totals(2, 2)));
        LedgerComparison comparison =
                LedgerComparison.of(side(TOKYO, atTokyo, List.of()), forgetful);
        assertThat(comparison.rows()).hasSize(1);
        assertThat(comparison.agrees()).isTrue();
    }

    @Test
    void checksThatPadsWereReadAsTheyWereSent() {
        List<UUID> keys = List.of(KEY, OTHER_KEY);
        padsAtTokyo.add(new SpentPads(1, new PadUse(KOCHI, SESSION, true, 20, keys), NOON));
        assertThat(compare().agrees()).as("lost on the way").isTrue();

        padsAtKochi.add(new SpentPads(1, new PadUse(TOKYO, SESSION, false, 20, keys), NOON));
        assertThat(compare().agrees()).isTrue();
        assertThat(compare().padsCompared()).isEqualTo(1);

        padsAtKochi.set(
                0, new SpentPads(1, new PadUse(TOKYO, SESSION, false, 20, keys.reversed()), NOON));
        assertThat(compare().padMismatches()).hasSize(1);

        padsAtKochi.set(0, new SpentPads(1, new PadUse(TOKYO, KEY, false, 20, keys), NOON));
        assertThat(compare().padMismatches().getFirst().why()).contains("never sent");
        assertThat(compare().agrees()).isFalse();
    }
}
