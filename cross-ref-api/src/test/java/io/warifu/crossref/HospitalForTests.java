package io.warifu.crossref;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.CatalogueEntry.RecordName;
import io.warifu.kernel.pack.Pack;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small hospital with every awkward file: two patients of one family name, a prescription that
 * was superseded and renamed, a file over several packs, an empty one, one whose name is no text,
 * one that belongs to nobody.
 */
public final class HospitalForTests {

    public static final String AOI = "0009000017";
    public static final String MIDORI = "0009000025";

    private static final Charset JIS = Charset.forName("ISO-2022-JP");

    private final NetworkForTests network;
    private final SiteId owner;

    /** The storage as it must come back. */
    public final Map<String, byte[]> storage = new TreeMap<>();

    public HospitalForTests(NetworkForTests network, SiteId owner) {
        this.network = network;
        this.owner = owner;
    }

    /** Two catalogue segments and their packs. */
    public void backUp() {
        List<CatalogueEntry> first = new ArrayList<>();
        first.add(
                new CatalogueEntry.Patient(AOI, "架空 葵", "カクウ アオイ", LocalDate.of(1961, 2, 14), "F"));
        first.add(
                new CatalogueEntry.Patient(
                        MIDORI, "架空 翠", "カクウ ミドリ", LocalDate.of(1970, 12, 1), "M"));
        String adt = path(AOI, "-", "ADT-00", "20260401090000000", "1");
        String oldOrder = path(AOI, "20260402", "OMP-01", "20260402103015250", "1");
        first.addAll(
                onePack(
                        AOI,
                        Map.of(
                                adt, demographics(),
                                oldOrder, "old order".getBytes(JIS))));
        first.addAll(bigFile(path(MIDORI, "20260403", "OMG-11", "20260403103015250", "1")));
        first.addAll(
                onePack(
                        MIDORI,
                        Map.of(
                                "000/900/0009000025/%8B%F3%96%BC.dat",
                                new byte[] {1, 2, 3},
                                path(MIDORI, "20260404", "OML-11", "20260404103015250", "1"),
                                new byte[0])));
        first.addAll(onePack("", Map.of("readme.txt", "of nobody".getBytes(JIS))));
        network.keep(owner, 1, first);

        String superseded = path(AOI, "20260402", "OMP-01", "20260402103015250", "2");
        String newOrder = path(AOI, "20260402", "OMP-01", "20260405080000000", "1");
        List<CatalogueEntry> second = new ArrayList<>();
        second.add(
                new CatalogueEntry.Move(
                        new StoredPath(oldOrder),
                        new StoredPath(superseded),
                        Objects.requireNonNull(name(superseded))));
        storage.put(superseded, Objects.requireNonNull(storage.remove(oldOrder)));
        second.addAll(onePack(AOI, Map.of(newOrder, "new order".getBytes(JIS))));
        network.keep(owner, 2, second);
    }

    public static byte[] demographics() {
        return ("MSH|^~\\&|HIS|TOKYO|GW|GW|20260401090000||ADT^A08^ADT_A01|1|P|2.5||||||~ISO IR87||ISO 2022-1994\r"
                        + "EVN||20260401090000\r"
                        + "PID|0001||0009000017^^^^PI||架空^葵^^^^^L^I~カクウ^アオイ^^^^^L^P||19610214|F\r"
                        + "PV1|0001|O\r")
                .getBytes(JIS);
    }

    private List<CatalogueEntry> onePack(String patientId, Map<String, byte[]> files) {
        List<Pack.Entry> entries = new ArrayList<>();
        new TreeMap<>(files)
                .forEach((path, bytes) ->
                        entries.add(new Pack.Entry(new StoredPath(path), 0, bytes)));
        ObjectId object = network.keep(owner, new Pack(patientId, entries));
        List<CatalogueEntry> versions = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            versions.add(
                    version(
                            patientId,
                            entries.get(i).path().uriPath(),
                            entries.get(i).bytes(),
                            List.of(new PartRef(object, i))));
        }
        return versions;
    }

    private List<CatalogueEntry> bigFile(String path) {
        byte[] bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        List<PartRef> parts = new ArrayList<>();
        int offset = 0;
        for (int length : new int[] {131_072, 131_072, 37_856}) {
            byte[] piece = new byte[length];
            System.arraycopy(bytes, offset, piece, 0, length);
            Pack pack =
                    new Pack(MIDORI, List.of(new Pack.Entry(new StoredPath(path), offset, piece)));
            parts.add(new PartRef(network.keep(owner, pack), 0));
            offset += length;
        }
        return List.of(version(MIDORI, path, bytes, parts));
    }

    private CatalogueEntry version(
            String patientId, String path, byte[] bytes, List<PartRef> parts) {
        storage.put(path, bytes);
        return new CatalogueEntry.Version(
                new StoredPath(path),
                patientId,
                name(path),
                bytes.length,
                Sha256.of(bytes),
                parts,
                List.of());
    }

    public static String path(
            String patientId, String careDate, String type, String time, String flag) {
        return "%s/%s/%s/%s/%s/%s_%s_%s_000000000100185_%s_01_%s"
                .formatted(
                        patientId.substring(0, 3),
                        patientId.substring(3, 6),
                        patientId,
                        careDate,
                        type,
                        patientId,
                        careDate,
                        type,
                        time,
                        flag);
    }

    private static @Nullable RecordName name(String path) {
        String[] f = path.substring(path.lastIndexOf('/') + 1).split("_", -1);
        return f.length == 7 ? new RecordName(f[0], f[1], f[2], f[3], f[4], f[5], f[6]) : null;
    }
}
