package io.warifu.kernel.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CatalogueCodecTest {

    private static final CatalogueEntry.RecordName NAME =
            new CatalogueEntry.RecordName(
                    "0009000017",
                    "20260402",
                    "OMP-01",
                    "000000000100185",
                    "20260402103015250",
                    "01",
                    "1");

    private static final CatalogueSegment SEGMENT =
            new CatalogueSegment(
                    new SiteId("tokyo"),
                    7,
                    List.of(
                            new CatalogueEntry.Patient(
                                    "0009000017",
                                    "架空 葵",
                                    "カクウ アオイ",
                                    LocalDate.of(1961, 2, 14),
                                    "F"),
                            new CatalogueEntry.Patient("x", "", "", null, ""),
                            new CatalogueEntry.Version(
                                    new StoredPath("000/900/f"),
                                    "0009000017",
                                    NAME,
                                    1645,
                                    Sha256.of(new byte[] {1}),
                                    List.of(new PartRef(new ObjectId(new UUID(1, 2)), 3)),
                                    List.of()),
                            new CatalogueEntry.Version(
                                    new StoredPath("stray"),
                                    "",
                                    null,
                                    0,
                                    Sha256.of(new byte[0]),
                                    List.of(new PartRef(new ObjectId(new UUID(1, 2)), 4)),
                                    List.of("no SS-MIX2 name")),
                            new CatalogueEntry.Move(
                                    new StoredPath("a_1"), new StoredPath("a_2"), NAME)));

    @Test
    void comesBackAsItWas() throws Exception {
        assertThat(CatalogueCodec.decode(CatalogueCodec.encode(SEGMENT))).isEqualTo(SEGMENT);
    }

    @Test
    void refusesAPackInItsPlace() {
        byte[] pack = PackCodec.encode(new Pack("1", List.of()));
        assertThatThrownBy(() -> CatalogueCodec.decode(pack))
                .isInstanceOf(MalformedParcelException.class);
    }
}
