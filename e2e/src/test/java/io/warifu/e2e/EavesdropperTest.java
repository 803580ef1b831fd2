package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.CommandRun;
import org.junit.jupiter.api.Test;

/** Listening in on a link is noticed by both ends, and the link recovers. */
class EavesdropperTest {

    private static final FiveSites SITES = FiveSites.running();

    @Test
    void theDrillPasses() {
        CommandRun ran = SITES.warifu("drill", "eavesdrop");
        assertThat(ran.out()).as(ran.err()).startsWith("PASS");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void theListNamesBothDrills() {
        CommandRun ran = SITES.warifu("drill", "list");
        assertThat(ran.out()).contains("lose-sites", "eavesdrop");
    }
}
