package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.CommandRun;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.generate.GeneratorProfile;
import io.warifu.demo.generate.GeneratorSettings;
import io.warifu.demo.generate.PatientGenerator;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.CrossReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any two sites may be lost; the third loss is told plainly and shows nothing. */
class LostSitesTest {

    private static final FiveSites SITES = FiveSites.running();

    /** One for all: another seed would give the same patient numbers to other people. */
    private static final long SEED = 7;

    @TempDir Path folder;

    @AfterEach
    void bringBackWhatWasLost() throws Exception {
        List<Site> dead =
                NetworkPlan.SITES.stream()
                        .filter(site -> SITES.network().process(site).running().isEmpty())
                        .toList();
        SITES.network().start(dead, System.out::println);
    }

    @Test
    void kochiReadsAndRestoresTokyoAfterTheCityOfTokyoIsLost() throws Exception {
        Path storage = generated("city", 11);
        assertThat(Storages.backUp(SITES, "tokyo", storage).exitCode()).isZero();
        SITES.network().process(NetworkPlan.TOKYO).lose();
        SITES.network().process(NetworkPlan.KOGANEI).lose();

        CrossReference.Found found =
                new CrossReference(SITES.network().sites(), NetworkPlan.KOCHI)
                        .readOnePatient(storage);
        assertThat(found.equalBytes()).isTrue();
        Storages.assertRestores(SITES, "tokyo", folder.resolve("at-kochi"));

        SITES.network().process(NetworkPlan.OSAKA).lose();
        CommandRun ran =
                SITES.warifu(
                        "restore",
                        "--hospital",
                        "tokyo",
                        "--out",
                        folder.resolve("none").toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("SHARES_BELOW_THRESHOLD");
        try (var left = Files.list(folder)) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("city", "at-kochi");
        }
    }

    @Test
    void tokyoRestoresFromTheThreeSitesThatItNames() throws Exception {
        Path storage = generated("named", 12);
        assertThat(Storages.backUp(SITES, "tokyo", storage).exitCode()).isZero();
        Storages.assertRestores(
                SITES, "tokyo", folder.resolve("three"), "--sites", "kochi,nagoya,osaka");
        CommandRun two =
                SITES.warifu(
                        "restore",
                        "--hospital",
                        "tokyo",
                        "--out",
                        folder.resolve("two").toString(),
                        "--sites",
                        "kochi,nagoya");
        assertThat(two.exitCode()).isEqualTo(1);
        assertThat(two.err()).contains("SHARES_BELOW_THRESHOLD");
        assertThat(folder.resolve("two")).doesNotExist();
    }

    @Test
    void aSiteKilledDuringABackupLosesNothingAndDoublesNothing() throws Exception {
        Path storage = generated("killed", 40);
        long before = sharesAt(NetworkPlan.KOCHI);
        var ingest =
                Thread.ofVirtual()
                        .start(() ->
                                SITES.warifu("ingest", "--hospital", "tokyo", storage.toString()));
        // Killed as soon as the first shares of this storage have arrived somewhere.
        assertThat(
                        Waiting.until(
                                Duration.ofSeconds(30), () -> sharesAt(NetworkPlan.KOCHI) > before))
                .isTrue();
        SITES.network().process(NetworkPlan.TOKYO).kill();
        ingest.join();
        SITES.network().start(List.of(NetworkPlan.TOKYO), System.out::println);

        CommandRun resumed = Storages.backUp(SITES, "tokyo", storage);
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("at risk 0", "refused 0");
        Storages.assertRestores(SITES, "tokyo", folder.resolve("resumed"));
        long kochi = sharesAt(NetworkPlan.KOCHI);
        for (Site site : NetworkPlan.SITES) {
            assertThat(sharesAt(site)).as(site.name()).isEqualTo(kochi);
        }
    }

    private static long sharesAt(Site site) {
        return SITES.network()
                .sites()
                .plain(site, Service.SECRET_SHARE_STORE)
                .get("/api/v1/status")
                .path("shares")
                .asLong(-1);
    }

    private Path generated(String name, int patients) throws Exception {
        Path storage = folder.resolve(name);
        new PatientGenerator(new GeneratorSettings(patients, SEED, GeneratorProfile.LIGHT))
                .generate(storage, (_, _) -> {});
        return storage;
    }
}
