package io.warifu.crossref.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warifu.crossref.HospitalForTests;
import io.warifu.crossref.NetworkForTests;
import io.warifu.crossref.ShareServerForTests;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.crossref.opaque.OpaqueIds;
import io.warifu.crossref.patient.PatientIndex;
import io.warifu.crossref.patient.PatientQuery;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OwnerCatalogueTest {

    private static final SiteId TOKYO = NetworkForTests.TOKYO;

    private final NetworkForTests network = new NetworkForTests();
    private final ShareServers servers = network.asConfigured();
    private final Catalogues catalogues =
            new Catalogues(
                    List.of(TOKYO),
                    servers,
                    network.restorer(servers, new SimpleMeterRegistry()),
                    new OpaqueIds(SecretBytes.copyOf(new byte[32])),
                    InstantSource.system());
    private final OwnerCatalogue catalogue = catalogues.of(TOKYO).orElseThrow();

    @AfterEach
    void stop() {
        catalogues.close();
        network.close();
    }

    @Test
    void isPartialBeforeAnyoneAnswered() {
        assertThat(catalogue.view().status().partial()).isTrue();
    }

    @Test
    void isPartialWhileTooFewServersAnswer() throws Exception {
        new HospitalForTests(network, TOKYO).backUp();
        down("tokyo", "kochi", "osaka");
        CatalogueStatus status = catalogue.refresh(false).status();
        assertThat(status.partial()).isTrue();
        assertThat(status.size()).isEqualTo(PatientIndex.Size.NOTHING);
        assertThat(status.unrestored()).isEqualTo(2);
    }

    @Test
    void rebuildsEverythingFromAnyThreeServers() throws Exception {
        HospitalForTests hospital = new HospitalForTests(network, TOKYO);
        hospital.backUp();
        down("tokyo", "osaka");
        OwnerCatalogue.View view = catalogue.refresh(false);
        assertThat(view.status().partial()).isFalse();
        assertThat(view.index().storage())
                .extracting(kept -> kept.path().uriPath())
                .containsExactlyInAnyOrderElementsOf(hospital.storage.keySet());
        assertThat(view.index().search(PatientQuery.of(null, "かくう", null), 10)).hasSize(2);
    }

    @Test
    void reportsAGapAndHealsWhenTheMissingSegmentComes() throws Exception {
        network.keep(TOKYO, 1, List.of(patient("0000000001", "一 一")));
        network.keep(TOKYO, 3, List.of(patient("0000000002", "三 三")));
        CatalogueStatus gap = catalogue.refresh(false).status();
        assertThat(gap.missingSegments()).isEqualTo(1);
        assertThat(gap.partial()).isTrue();
        assertThat(gap.size().patients()).isEqualTo(2);

        network.keep(TOKYO, 2, List.of(patient("0000000002", "二 二")));
        OwnerCatalogue.View healed = catalogue.viewNotOlderThan(Duration.ZERO);
        assertThat(healed.status().partial()).isFalse();
        // The late segment is older than the one that was applied before it.
        assertThat(healed.index().search(PatientQuery.of("2", null, null), 10))
                .extracting(known -> known.identity().kanjiName())
                .containsExactly("三 三");
    }

    @Test
    void countsWhatWasNeverKeptByEnoughServersAsOrphan() throws Exception {
        network.keep(TOKYO, 1, List.of(patient("0000000001", "一 一")));
        ObjectId cut = network.keep(TOKYO, 2, List.of(patient("0000000002", "二 二")));
        network.server("koganei").forget(cut);
        network.server("nagoya").forget(cut);
        network.server("osaka").forget(cut);
        CatalogueStatus all = catalogue.refresh(true).status();
        assertThat(all.orphans()).isEqualTo(1);
        assertThat(all.partial()).isFalse();

        Set<SiteId> some = Set.of(new SiteId("tokyo"), new SiteId("kochi"), new SiteId("osaka"));
        CatalogueStatus unsure = catalogues.readAnew(TOKYO, some).status();
        assertThat(unsure.orphans()).isZero();
        assertThat(unsure.partial()).isTrue();
    }

    @Test
    void ignoresAnotherHospitalsCatalogue() throws Exception {
        new HospitalForTests(network, NetworkForTests.KOCHI).backUp();
        CatalogueStatus status = catalogue.refresh(false).status();
        assertThat(status.size()).isEqualTo(PatientIndex.Size.NOTHING);
        assertThat(status.partial()).isFalse();
    }

    private void down(String... sites) {
        for (String site : sites) {
            ShareServerForTests server = network.server(site);
            server.down();
        }
    }

    private static CatalogueEntry patient(String id, String name) {
        return new CatalogueEntry.Patient(id, name, "", null, "F");
    }
}
