package io.warifu.crossref.patient;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.crossref.opaque.OpaqueIds;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.CatalogueEntry.RecordName;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import io.warifu.kernel.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PatientIndexTest {

    private static final SiteId TOKYO = new SiteId("tokyo");
    private static final LocalDate BIRTH = LocalDate.of(1961, 2, 14);

    private final OpaqueIds ids = new OpaqueIds(SecretBytes.copyOf(new byte[32]));
    private final PatientIndex index = new PatientIndex(TOKYO, ids);

    private void knowAoi() {
        index.apply(
                List.of(
                        new CatalogueEntry.Patient("0009000017", "架空 葵", "カクウ アオイ", BIRTH, "F"),
                        new CatalogueEntry.Patient("0009000025", "架空 翠", "カクウ ミドリ", null, "M")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"カクウ", "架空", "かくう", "ｶｸｳ", "架空 葵", "架空葵", "架空　葵", "ｶｸｳ ｱｵｲ", "カクウアオ"})
    void findsAPatientByTheBeginningOfTheNameHoweverItIsWritten(String name) throws Exception {
        knowAoi();
        assertThat(index.search(PatientQuery.of(null, name, BIRTH), 10))
                .extracting(patient -> patient.identity().kanjiName())
                .containsExactly("架空 葵");
    }

    @Test
    void takesAllCriteriaTogether() throws Exception {
        knowAoi();
        assertThat(index.search(PatientQuery.of(null, "架空", null), 10)).hasSize(2);
        assertThat(index.search(PatientQuery.of("0009000025", "架空", BIRTH), 10)).isEmpty();
        assertThat(index.search(PatientQuery.of("9000017", null, null), 10)).hasSize(1);
        assertThat(index.search(PatientQuery.of(null, "アオイ", null), 10)).isEmpty();
        assertThat(index.search(PatientQuery.of(null, "' or 1=1 --", null), 10)).isEmpty();
    }

    @Test
    void namesPatientsWithoutTheirNumber() throws Exception {
        knowAoi();
        KnownPatient aoi = index.search(PatientQuery.of("0009000017", null, null), 10).getFirst();
        assertThat(aoi.xid()).hasSize(24).doesNotContain("9000017");
        assertThat(index.patient(aoi.xid())).contains(aoi);
        assertThat(ids.pseudonym(TOKYO, "0009000017")).isNotEqualTo(aoi.xid());
    }

    @Test
    void keepsSupersededContentWhenOtherContentTakesItsPath() {
        index.apply(List.of(version("a/1", "old"), version("a/1", "new")));
        assertThat(index.storage())
                .extracting(kept -> kept.version().digest())
                .containsExactly(Sha256.of("new".getBytes(StandardCharsets.UTF_8)));
        assertThat(index.size()).isEqualTo(new PatientIndex.Size(1, 1, 2));
        assertThat(records()).extracting(KeptRecord::superseded).containsExactly(false, true);
    }

    @Test
    void keepsTheNameOfARecordWhenItsFileIsRenamed() {
        index.apply(List.of(version("a/x_1", "text")));
        String before = records().getFirst().recordId();
        index.apply(
                List.of(
                        new CatalogueEntry.Move(
                                new StoredPath("a/x_1"),
                                new StoredPath("a/x_2"),
                                new RecordName("p", "-", "ADT-00", "1", "2", "-", "2"))));
        KeptRecord after = records().getFirst();
        assertThat(after.recordId()).isEqualTo(before);
        assertThat(after.path().uriPath()).isEqualTo("a/x_2");
        assertThat(after.current()).isFalse();
        assertThat(index.storage()).containsExactly(after);
    }

    @Test
    void tellsEqualContentAtAFreedPathApart() {
        index.apply(List.of(version("a/x_1", "text")));
        index.apply(
                List.of(
                        new CatalogueEntry.Move(
                                new StoredPath("a/x_1"),
                                new StoredPath("a/x_2"),
                                new RecordName("p", "-", "ADT-00", "1", "2", "-", "2")),
                        version("a/x_1", "text")));
        assertThat(index.storage()).hasSize(2);
        assertThat(records()).extracting(KeptRecord::recordId).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void takesAVersionThatComesTwiceAsOne() {
        index.apply(List.of(version("a/1", "same"), version("a/1", "same")));
        assertThat(index.size()).isEqualTo(new PatientIndex.Size(1, 1, 1));
    }

    private List<KeptRecord> records() {
        KnownPatient patient = index.patient(ids.patient(TOKYO, "p")).orElseThrow();
        return index.records(patient);
    }

    private static CatalogueEntry.Version version(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new CatalogueEntry.Version(
                new StoredPath(path),
                "p",
                null,
                bytes.length,
                Sha256.of(bytes),
                List.of(new PartRef(new ObjectId(new UUID(0, 1)), 0)),
                List.of());
    }
}
