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

import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class LedgerPageTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path folder;
    private LedgerView view;

    @BeforeEach
    void write() throws IOException {
        try (DurableKeyLedger ledger =
                DurableKeyLedger.open(folder, TOKYO, InstantSource.system())) {
            for (int i = 1; i <= 7; i++) {
                ledger.confirmed(entry(i));
                ledger.switched(epoch(i));
                ledger.erased(epoch(i), totals(i, 2L * i));
            }
            ledger.confirmed(entry(-1));
            ledger.padsBurnt(new BurntPads(KOCHI, List.of(KEY, OTHER_KEY), "CHANNEL_CUT"));
            ledger.padsSpent(new PadUse(KOCHI, SESSION, false, 5, List.of(KEY, OTHER_KEY)));
            ledger.burnt(OSAKA, KEY, "key-lost");
            view = ledger.view();
        }
    }

    private List<LedgerPage> pages(Optional<SiteId> peer, int limit) {
        List<LedgerPage> pages = new ArrayList<>();
        Long after = 0L;
        while (after != null) {
            LedgerPage page = LedgerPage.of(TOKYO, view, peer, after, limit);
            // As it travels.
            pages.add(JSON.readValue(JSON.writeValueAsString(page), LedgerPage.class));
            assertThat(pages).hasSizeLessThan(50);
            after = page.next();
        }
        return pages;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1_000})
    void showsEverythingOnceWhateverTheSizeOfThePages(int limit) {
        List<LedgerPage> pages = pages(Optional.empty(), limit);
        LedgerSide side = LedgerPage.side(pages);
        assertThat(side.site()).isEqualTo(TOKYO);
        assertThat(side.epochs()).isEqualTo(view.epochs());
        assertThat(side.pads()).isEqualTo(view.pads());
        assertThat(side.completeSince()).isEmpty();
        assertThat(pages.stream().flatMap(p -> p.burnt().stream()).map(LedgerPage.BurntRow::keyId))
                .containsExactly(KEY, OTHER_KEY, KEY);
    }

    @Test
    void showsOnePeerOnly() {
        List<LedgerPage> pages = pages(Optional.of(OSAKA), 10);
        assertThat(pages).hasSize(1);
        assertThat(pages.getFirst().epochs()).isEmpty();
        assertThat(pages.getFirst().burnt()).hasSize(1);
        assertThat(pages.getFirst().chain()).isEqualTo(view.chain());
    }
}
