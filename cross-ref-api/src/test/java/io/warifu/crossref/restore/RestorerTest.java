package io.warifu.crossref.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warifu.crossref.NetworkForTests;
import io.warifu.crossref.ShareServerForTests;
import io.warifu.crossref.collect.ServerState;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.crossref.collect.TimeLimits;
import io.warifu.crossref.restore.RestoreOutcome.Disagreement;
import io.warifu.crossref.restore.RestoreOutcome.Restored;
import io.warifu.crossref.restore.RestoreOutcome.TooFewShares;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Pack;
import io.warifu.kernel.pack.StoredPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RestorerTest {

    private static final TimeLimits LONG_GRACE =
            new TimeLimits(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10));

    private final NetworkForTests network = new NetworkForTests();
    private final ShareServers servers = network.asConfigured();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Restorer restorer = network.restorer(servers, metrics);
    private final ObjectId object = network.keep(NetworkForTests.TOKYO, pack("the record"));

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void refusesWithThreeServersDownAndSaysHowManyAnswered() throws Exception {
        down("tokyo", "nagoya", "osaka");
        assertThat(restore())
                .asInstanceOf(InstanceOfAssertFactories.type(TooFewShares.class))
                .satisfies(few -> {
                    assertThat(few.answered()).isEqualTo(2);
                    assertThat(few.needed()).isEqualTo(3);
                    assertThat(Refusal.of(few).detail())
                            .contains("2 of the 3", "tokyo", "nagoya", "osaka");
                });
    }

    @Test
    void refusesAnObjectThatNobodyKeeps() throws Exception {
        assertThat(restorer.restorePack(new ObjectId(new UUID(1, 2)), servers.sites()))
                .isInstanceOf(TooFewShares.class);
    }

    @Test
    void outvotesOneLyingServerAndNamesIt() throws Exception {
        for (ShareServerForTests liar : network.servers) {
            network.allUp();
            liar.lie();
            // Which four answer first is chance; the record must be right each time.
            for (int i = 0; i < 5; i++) {
                assertThat(text(restore())).isEqualTo("the record");
            }
            assertThat(restorer.restorePack(object, without(liar.site())))
                    .isInstanceOf(Restored.class);
        }
        assertThat(metrics.find("warifu.crossref.culprits").counters()).isNotEmpty();
    }

    @Test
    void namesTheLiarWhenTwoServersAreDown() throws Exception {
        down("tokyo");
        network.server("kochi").lie();
        // Three honest shares would be enough: this one waits until the liar's is there too.
        Restorer patient = network.restorer(network.asConfigured(LONG_GRACE), metrics);
        Restored<Pack> restored = restored(patient.restorePack(object, servers.sites()));
        assertThat(restored.provenance().culprits())
                .extracting(Culprit::site)
                .containsExactly(new SiteId("kochi"));
        assertThat(restored.provenance().servers())
                .extracting(SiteId::value)
                .containsExactly("koganei", "nagoya", "osaka");
    }

    @Test
    void releasesNothingWhenALiarIsAmongTheLastThree() throws Exception {
        down("tokyo", "osaka");
        network.server("kochi").lie();
        assertThat(restore()).isInstanceOf(Disagreement.class);
    }

    @Test
    void releasesNothingWhenThreeOfFiveLie() throws Exception {
        network.server("tokyo").lie();
        network.server("kochi").lie();
        network.server("osaka").lie();
        assertThat(restore()).isInstanceOf(Disagreement.class);
    }

    @Test
    void findsTheThreeHonestAmongTwoLiars() throws Exception {
        network.server("tokyo").lie();
        network.server("osaka").lie();
        assertThat(text(restore())).isEqualTo("the record");
    }

    @Test
    void staysFastWhenTwoServersHang() throws Exception {
        network.server("tokyo").hang();
        network.server("kochi").hang();
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(text(restore())).isEqualTo("the record");
        }
        // One wait for the answer time-out of 4 s would already break this.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(servers.states())
                .filteredOn(state -> !state.answering())
                .extracting(state -> state.site().value())
                .containsExactly("tokyo", "kochi");
    }

    @Test
    void doesNotAskSuspectsWhileTheOthersAreEnough() throws Exception {
        down("tokyo", "kochi");
        assertThat(text(restore())).isEqualTo("the record");
        network.allUp();
        int before = network.server("tokyo").fetches();
        assertThat(text(restore())).isEqualTo("the record");
        assertThat(network.server("tokyo").fetches()).isEqualTo(before);
    }

    @Test
    void asksSuspectsAgainOnceTheyAnswerInTheBackground() throws Exception {
        down("tokyo", "kochi");
        assertThat(text(restore())).isEqualTo("the record");
        network.allUp();
        servers.checkSuspects(NetworkForTests.TOKYO);
        assertThat(servers.states()).allMatch(ServerState::answering);
    }

    @Test
    void asksOnlyTheSitesThatAreNamed() throws Exception {
        Set<SiteId> three =
                Set.of(new SiteId("koganei"), new SiteId("nagoya"), new SiteId("osaka"));
        assertThat(restored(restorer.restorePack(object, three)).provenance().servers())
                .containsExactlyInAnyOrderElementsOf(three);
        assertThat(network.server("tokyo").fetches()).isZero();
    }

    private RestoreOutcome<Pack> restore() throws InterruptedException {
        return restorer.restorePack(object, servers.sites());
    }

    private Set<SiteId> without(SiteId site) {
        return servers.sites().stream()
                .filter(other -> !other.equals(site))
                .collect(Collectors.toSet());
    }

    private void down(String... sites) {
        for (String site : sites) {
            network.server(site).down();
        }
    }

    private static Restored<Pack> restored(RestoreOutcome<Pack> outcome) {
        if (outcome instanceof Restored<Pack> restored) {
            return restored;
        }
        throw new AssertionError("not restored: " + outcome);
    }

    private static String text(RestoreOutcome<Pack> outcome) {
        byte[] bytes = restored(outcome).content().entries().getFirst().bytes();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Pack pack(String text) {
        return new Pack(
                "p",
                List.of(
                        new Pack.Entry(
                                new StoredPath("a/1"), 0, text.getBytes(StandardCharsets.UTF_8))));
    }
}
