package io.warifu.simulator.link;

import static io.warifu.simulator.link.TwoSites.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmptyPoolTest {

    /** Enough for a greeting and some tens of messages, not for a block. */
    private static final int SECRET_BYTES = 1024;

    @Test
    void withoutAuthenticationBitsALinkStopsAndNoKeyLeaves(@TempDir Path folder) throws Exception {
        try (TwoSites sites = new TwoSites(folder, SECRET_BYTES)) {
            await("both ends stop", () -> sites.bothAre("STOPPED"));
            // A try in between may have found nobody, and the next one says this again.
            for (String site : List.of("tokyo", "koganei")) {
                await(
                        site + " says why",
                        () ->
                                sites.link(site)
                                        .at("/lastAbort/check")
                                        .asString()
                                        .equals("AUTH_POOL_EMPTY"));
            }
            sites.restartTokyo();
            await("a restart does not help", () -> sites.bothAre("STOPPED"));
            sites.restartKoganei();
            await("nor at the other end", () -> sites.bothAre("STOPPED"));
            assertThat(sites.tokyoKeys.blocks()).isEmpty();
            assertThat(sites.koganeiKeys.blocks()).isEmpty();
        }
    }
}
