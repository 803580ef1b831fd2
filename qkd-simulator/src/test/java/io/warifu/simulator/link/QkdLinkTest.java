package io.warifu.simulator.link;

import static io.warifu.simulator.link.TwoSites.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.simulator.eavesdrop.classical.ClassicalAttack;
import io.warifu.simulator.verify.LedgerVerifier;
import io.warifu.simulator.verify.LedgerVerifier.LedgerFile;
import io.warifu.simulator.verify.Verdict.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Two real services, their link over real sockets with mutual TLS, and two key managers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QkdLinkTest {

    private static final String LINK = "tokyo/koganei";
    private static final List<String> SITES = List.of("tokyo", "koganei");

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
        await(
                "a round that was attacked from its first pulse",
                () -> {
                    double qber = sites.link("tokyo").get("qber").asDouble();
                    return Math.abs(qber - 0.255) < 0.03;
                });
        assertThat(sites.link("tokyo").get("eavesdropper").asDouble()).isEqualTo(1.0);
        int atTokyo = sites.tokyoKeys.blocks().size();
        int atKoganei = sites.koganeiKeys.blocks().size();
        long sifted = sites.link("koganei").get("siftedBits").asLong();
        await(
                "further rounds under attack",
                () -> sites.link("koganei").get("siftedBits").asLong() > sifted + 8000);
        // One end may have delivered a block of which the other heard only after the alarm.
        assertThat(sites.tokyoKeys.blocks()).hasSize(atTokyo);
        assertThat(sites.koganeiKeys.blocks()).hasSize(atKoganei);

        sites.eavesdrop("tokyo", LINK, "{\"fraction\":0}");
        await("link runs again", () -> sites.bothAre("RUNNING"));
        await(
                "alarm gone at both key managers",
                () -> !sites.tokyoKeys.alarm() && !sites.koganeiKeys.alarm());
        await("new blocks", () -> sites.blocksAtBoth() > Math.max(atTokyo, atKoganei));
        assertEqualBlocks();
    }

    @Test
    void aWireCutInMidBlockLeavesNoHalfBlockAndTheLinkRecovers() {
        for (long bytes : new long[] {200, 60_000, 500_000, 900_000, 1_100_000}) {
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
                "two more blocks, or one and many checks",
                () -> sites.link("tokyo").get("siftedBits").asLong() > sifted + 450_000);
        int full = sites.tokyoKeys.blocks().size();
        long more = sites.link("tokyo").get("siftedBits").asLong();
        await("and on", () -> sites.link("tokyo").get("siftedBits").asLong() > more + 8_000);
        assertThat(sites.tokyoKeys.blocks().size()).isEqualTo(full);
        assertThat(sites.bothAre("RUNNING")).isTrue();
        sites.tokyoKeys.capacityBits(Long.MAX_VALUE);
        sites.koganeiKeys.capacityBits(Long.MAX_VALUE);
    }

    @Test
    void aStrangerIsNotLetInAndCostsNothing() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sites.bobClassicalPort)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(new byte[64]);
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .contains("VERSION");
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
        assertThat(sites.eavesdrop("tokyo", LINK, "{\"attack\":\"MAGIC\"}").statusCode())
                .isEqualTo(400);
        assertThat(sites.attackWire(LINK, "{}").statusCode()).isEqualTo(400);
        assertThat(sites.attackWire(LINK, "{\"attack\":\"FLIP\",\"after\":-1}").statusCode())
                .isEqualTo(400);
        assertThat(sites.eavesdrop("tokyo", LINK, "no json").statusCode()).isEqualTo(400);
        assertThat(sites.eavesdrop("tokyo", "tokyo/osaka", "{\"fraction\":1}").statusCode())
                .isEqualTo(404);
        assertThat(sites.eavesdrop("tokyo", "A%20b/osaka", "{\"fraction\":1}").statusCode())
                .isEqualTo(404);
        assertThat(sites.get("tokyo", "/elsewhere").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void anAttackOnTheWireEndsTheSessionAtANamedCheckAndTheLinkRecovers(ClassicalAttack attack)
            throws Exception {
        Map<String, String> before = new HashMap<>();
        for (String site : SITES) {
            before.put(site, lastAbortAt(site));
        }
        assertThat(
                        sites.attackWire(LINK, "{\"attack\":\"" + attack + "\",\"after\":3}")
                                .statusCode())
                .isEqualTo(200);
        List<String> named = new ArrayList<>(List.of("AUTHENTICATION", "SEQUENCE", "TIMEOUT"));
        if (attack == ClassicalAttack.FLIP) {
            // The bit may hit any field, and some are refused before the tag is looked at.
            named.addAll(
                    List.of("MALFORMED", "OVERSIZED", "VERSION", "PROTOCOL", "AUTH_POOL_EMPTY"));
        }
        // Either end may be first; the other then only sees that its peer has left.
        await(
                "an end ended the session at a named check",
                () ->
                        SITES.stream()
                                .filter(site -> !lastAbortAt(site).equals(before.get(site)))
                                .map(site -> sites.link(site).at("/lastAbort/check").asString())
                                .anyMatch(named::contains));
        await("link runs again", () -> sites.bothAre("RUNNING"));
        await(
                "the attack is over",
                () -> sites.link("tokyo").get("classicalAttack").asString().equals("NONE"));
        assertEqualBlocks();
    }

    @Test
    void everyBlockHasALedgerThatTheVerifierAcceptsFromBothEnds() throws Exception {
        sites.koganeiKeys.capacityBits(1);
        sites.tokyoKeys.capacityBits(1);
        await("the same blocks at both key managers", sites::sameBlocks);
        List<LedgerFile> files = new ArrayList<>();
        for (String site : SITES) {
            JsonNode list = sites.json(site, "/api/v1/links/" + LINK + "/ledgers");
            for (JsonNode entry : list) {
                String id = entry.get("blockId").asString();
                byte[] file = sites.bytes(site, "/api/v1/links/" + LINK + "/ledgers/" + id);
                files.add(new LedgerFile(site + " " + id, file));
            }
        }
        assertThat(files).hasSizeGreaterThan(1);
        assertThat(
                        new LedgerVerifier(sites.pki.identity("any", "urn:warifu:any").root())
                                .verify(files))
                .allSatisfy(verdict -> assertThat(verdict.outcome()).isEqualTo(Outcome.OK));
        assertThat(
                        sites.get("tokyo", "/api/v1/links/" + LINK + "/ledgers/" + new UUID(1, 2))
                                .statusCode())
                .isEqualTo(404);
        sites.koganeiKeys.capacityBits(Long.MAX_VALUE);
        sites.tokyoKeys.capacityBits(Long.MAX_VALUE);
    }

    @Test
    void tellsChangesAsServerSentEvents() throws Exception {
        try (Stream<String> lines = sites.lines("tokyo", "/api/v1/links/events")) {
            List<String> first = lines.filter(line -> !line.isEmpty()).limit(6).toList();
            assertThat(first).filteredOn("event:link"::equals).hasSize(3);
            assertThat(first)
                    .filteredOn(line -> line.startsWith("data:"))
                    .allSatisfy(line -> assertThat(line).contains("\"secretBitsPerSecond\""));
        }
    }

    @Test
    void showsLinksHealthAndMetrics() throws Exception {
        JsonNode link = sites.link("tokyo");
        assertThat(link.get("alice").asString()).isEqualTo("tokyo");
        assertThat(link.get("role").asString()).isEqualTo("ALICE");
        assertThat(link.get("lengthKm").asDouble()).isEqualTo(45);
        assertThat(link.get("illustrative").asBoolean()).isTrue();
        assertThat(link.get("confidence").asString()).isEqualTo("ILLUSTRATIVE");
        assertThat(sites.link("koganei").get("role").asString()).isEqualTo("BOB");
        assertThat(sites.get("tokyo", "/actuator/health").body()).contains("tokyo-koganei");
        assertThat(sites.get("tokyo", "/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(sites.get("koganei", "/actuator/prometheus").body())
                .contains("warifu_qkd_qber{", "warifu_qkd_secret_bits_total{", "warifu_qkd_state{");
    }

    private String lastAbortAt(String site) {
        return sites.link(site).at("/lastAbort/at").asString("never");
    }

    /** Every part of every block reaches both key managers, and nothing else does. */
    private void assertEqualBlocks() {
        sites.koganeiKeys.capacityBits(1);
        sites.tokyoKeys.capacityBits(1);
        await("the same blocks at both key managers", sites::sameBlocks);
        sites.koganeiKeys.capacityBits(Long.MAX_VALUE);
        sites.tokyoKeys.capacityBits(Long.MAX_VALUE);
    }
}
