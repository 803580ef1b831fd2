package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Listening in on a link is noticed by both ends, and the link recovers. */
class EavesdropperTest {

    private static final FiveSites SITES = FiveSites.running();

    @Test
    void theDrillPasses() {
        FiveSites.Ran ran = SITES.warifu("drill", "eavesdrop");
        assertThat(ran.out()).as(ran.err()).startsWith("PASS");
        assertThat(ran.exit()).isZero();
    }

    @Test
    void theListNamesBothDrills() {
        FiveSites.Ran ran = SITES.warifu("drill", "list");
        assertThat(ran.out()).contains("lose-sites", "eavesdrop");
    }
}
