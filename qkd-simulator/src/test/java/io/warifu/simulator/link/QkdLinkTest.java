package io.warifu.simulator.link;

import static io.warifu.simulator.link.TwoSites.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two real services, their link over real sockets with mutual TLS, and two key managers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QkdLinkTest {

    private static final String LINK = "tokyo/koganei";

    private final TwoSites sites;

    QkdLinkTest(@TempDir Path folder) throws IOException {
        sites = new TwoSites(folder);
    }

    @BeforeAll
    void connect() {
        await("first block at both ends", () -> sites.blocksAtBoth() > 0);
    }

    @AfterAll
    void stop() {
        sites.close();
    }

    @BeforeEach
    void inOrder() {
        await("link runs", () -> sites.bothAre("RUNNING"));
    }

    @Test
    void anEavesdropperRaisesTheAlarmAndNoKeyLeavesUntilItIsGone() throws Exception {
        assertThat(sites.eavesdrop("tokyo", LINK, "{\"fraction\":1.0}").statusCode())
                .isEqualTo(200);
        await("alarm at both ends", () -> sites.bothAre("ALARM"));
        await(
                "alarm at both key managers",
                () -> sites.tokyoKeys.alarm() && sites.koganeiKeys.alarm());
        JsonNode tokyo = sites.link("tokyo");
        assertThat(tokyo.get("qber").asDouble()).isCloseTo(0.26, within(0.06));
        assertThat(tokyo.get("eavesdropper").asDouble()).isEqualTo(1.0);
        int before = sites.tokyoKeys.blocks().size();
        long sifted = sites.link("koganei").get("siftedBits").asLong();
        await(
                "further rounds under attack",
                () -> sites.link("koganei").get("siftedBits").asLong() > sifted + 8000);
        assertThat(sites.tokyoKeys.blocks()).hasSize(before);
        assertThat(sites.koganeiKeys.blocks()).hasSizeLessThanOrEqualTo(before);

        sites.eavesdrop("tokyo", LINK, "{\"fraction\":0}");
        await("link runs again", () -> sites.bothAre("RUNNING"));
        await(
                "alarm gone at both key managers",
                () -> !sites.tokyoKeys.alarm() && !sites.koganeiKeys.alarm());
        await("new blocks", () -> sites.blocksAtBoth() > before);
        assertEqualBlocks();
    }

    @Test
    void aWireCutInMidBlockLeavesNoHalfBlockAndTheLinkRecovers() {
        for (long bytes : new long[] {500, 6_000, 14_000, 20_000, 24_000, 29_000, 33_000}) {
            sites.classicalWire.cutAfter(bytes);
            await("cut after " + bytes, sites.classicalWire::isCut);
            int before = sites.blocksAtBoth();
            await("new blocks after a cut", () -> sites.blocksAtBoth() > before + 1);
        }
        sites.quantumWire.cutAfter(9_000);
        await("fibre cut", sites.quantumWire::isCut);
        int before = sites.blocksAtBoth();
        await("new blocks after the fibre was cut", () -> sites.blocksAtBoth() > before + 1);
        assertEqualBlocks();
    }

    @Test
    void eitherEndMayBeRestarted() {
        sites.restartKoganei();
        int afterBob = sites.blocksAtBoth();
        await("blocks after Bob's restart", () -> sites.blocksAtBoth() > afterBob + 1);
        sites.restartTokyo();
        int afterAlice = sites.blocksAtBoth();
        await("blocks after Alice's restart", () -> sites.blocksAtBoth() > afterAlice + 1);
        assertEqualBlocks();
    }

    @Test
    void aRestartedEndTakesTheAlarmUpAgain() {
        sites.koganeiKeys.down(true);
        sites.koganeiKeys.alarmLeftOver();
        sites.restartKoganei();
        sites.koganeiKeys.down(false);
        await("alarm is cleared by clean rounds", () -> !sites.koganeiKeys.alarm());
    }

    @Test
    void aDeadKeyManagerPausesTheLinkAndHeldBlocksAreDeliveredLater() {
        sites.koganeiKeys.down(true);
        await("both ends pause", () -> sites.bothAre("PAUSED"));
        long produced = sites.link("koganei").get("blocks").asLong();
        sites.koganeiKeys.down(false);
        await("link runs again", () -> sites.bothAre("RUNNING"));
        await("more blocks", () -> sites.link("koganei").get("blocks").asLong() > produced + 1);
        assertEqualBlocks();
    }

    @Test
    void aFullStockLeavesOnlyTheLookForEavesdroppers() {
        sites.tokyoKeys.capacityBits(1);
        sites.koganeiKeys.capacityBits(1);
        long sifted = sites.link("tokyo").get("siftedBits").asLong();
        await(
                "check rounds go on",
                () -> sites.link("tokyo").get("siftedBits").asLong() > sifted + 40_000);
        int full = sites.tokyoKeys.blocks().size();
        long more = sites.link("tokyo").get("siftedBits").asLong();
        await("and on", () -> sites.link("tokyo").get("siftedBits").asLong() > more + 8_000);
        assertThat(sites.tokyoKeys.blocks()).hasSize(full);
        assertThat(sites.bothAre("RUNNING")).isTrue();
        sites.tokyoKeys.capacityBits(Long.MAX_VALUE);
        sites.koganeiKeys.capacityBits(Long.MAX_VALUE);
    }

    @Test
    void aStrangerOfTheSameAuthorityIsNotLetIn() throws Exception {
        TestPki.Identity osaka = sites.pki.identity("qkd", "urn:warifu:qkd:osaka");
        try (SSLSocket socket =
                (SSLSocket)
                        osaka.sslContext()
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), sites.bobClassicalPort)) {
            socket.setSoTimeout(5_000);
            int answer;
            try {
                socket.getOutputStream().write(new byte[64]);
                answer = socket.getInputStream().read();
            } catch (IOException e) {
                answer = -1;
            }
            assertThat(answer).isEqualTo(-1);
        }
        int before = sites.blocksAtBoth();
        await("the link does not mind", () -> sites.blocksAtBoth() > before);
    }

    @Test
    void attacksAreRefusedWhereTheConfigurationForbidsThemAndNonsenseEverywhere() throws Exception {
        assertThat(sites.eavesdrop("koganei", LINK, "{\"fraction\":1.0}").body())
                .contains("ATTACK_NOT_ALLOWED");
        assertThat(sites.eavesdrop("tokyo", LINK, "{\"fraction\":1.5}").statusCode())
                .isEqualTo(400);
        assertThat(sites.eavesdrop("tokyo", LINK, "{}").statusCode()).isEqualTo(400);
        assertThat(sites.eavesdrop("tokyo", LINK, "no json").statusCode()).isEqualTo(400);
        assertThat(sites.eavesdrop("tokyo", "tokyo/osaka", "{\"fraction\":1}").statusCode())
                .isEqualTo(404);
        assertThat(sites.eavesdrop("tokyo", "A%20b/osaka", "{\"fraction\":1}").statusCode())
                .isEqualTo(404);
        assertThat(sites.get("tokyo", "/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void showsLinksHealthAndMetrics() throws Exception {
        JsonNode link = sites.link("tokyo");
        assertThat(link.get("alice").asString()).isEqualTo("tokyo");
        assertThat(link.get("role").asString()).isEqualTo("ALICE");
        assertThat(link.get("lengthKm").asDouble()).isEqualTo(45);
        assertThat(link.get("illustrative").asBoolean()).isFalse();
        assertThat(sites.link("koganei").get("role").asString()).isEqualTo("BOB");
        assertThat(sites.get("tokyo", "/actuator/health").body()).contains("tokyo-koganei");
        assertThat(sites.get("tokyo", "/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(sites.get("koganei", "/actuator/prometheus").body())
                .contains("warifu_qkd_qber{", "warifu_qkd_secret_bits_total{", "warifu_qkd_state{");
    }

    private void assertEqualBlocks() {
        Set<Long> common = new TreeSet<>(sites.tokyoKeys.blocks().keySet());
        common.retainAll(sites.koganeiKeys.blocks().keySet());
        assertThat(common).isNotEmpty();
        for (long sequence : common) {
            assertThat(sites.tokyoKeys.block(sequence))
                    .as("block %d is equal at both ends", sequence)
                    .isEqualTo(sites.koganeiKeys.block(sequence));
            assertThat(sites.tokyoKeys.block(sequence).bits()).isBetween(3000L, 6500L);
        }
        // A lost confirmation may leave a block at one end only, one for each cut at most.
        assertThat(sites.tokyoKeys.blocks().size() + sites.koganeiKeys.blocks().size())
                .isLessThanOrEqualTo(2 * common.size() + 14);
    }
}
