package io.warifu.demo.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.warifu.demo.generate.ReadStorage.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatientGeneratorTest {

    private static final int PATIENTS = 50;
    private static final String NO_ORDER = "999999999999999";

    @TempDir static Path shared;

    private static GenerationResult result;
    private static ReadStorage storage;

    @TempDir Path scratch;

    @BeforeAll
    static void generateOnce() throws IOException {
        Path out = shared.resolve("storage");
        result = generate(out, PATIENTS, 1, GeneratorProfile.YEAR);
        storage = ReadStorage.of(out);
    }

    private static GenerationResult generate(
            Path out, int patients, long seed, GeneratorProfile profile) throws IOException {
        return new PatientGenerator(new GeneratorSettings(patients, seed, profile))
                .generate(out, (_, _) -> {});
    }

    @Test
    void refusesAFolderThatHoldsAnything() throws IOException {
        Path existing = Files.writeString(scratch.resolve("precious"), "kept");

        assertThatExceptionOfType(DirectoryNotEmptyException.class)
                .isThrownBy(() -> generate(scratch, 1, 1, GeneratorProfile.LIGHT));

        assertThat(scratch).isDirectoryContaining(existing::equals);
        assertThat(existing).hasContent("kept");
        try (var entries = Files.list(scratch)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void refusesCountsOutsideTheReservedNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeneratorSettings(0, 1, GeneratorProfile.LIGHT));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new GeneratorSettings(
                                GeneratorSettings.MAX_PATIENTS + 1, 1, GeneratorProfile.LIGHT));
    }

    @Test
    void stopsAtACharacterOutsideJisX0208InsteadOfReplacingIt() {
        assertThatIllegalStateException().isThrownBy(() -> new JisEncoder().encode("①"));
    }

    @Test
    void encodesEveryCellOfEveryTable() throws IOException {
        JisEncoder encoder = new JisEncoder();
        assertThat(encoder.encode(CodeTables.load().toString())).isNotEmpty();
    }

    @Test
    void givesTheSameTreeForTheSameSeedAndAnotherForAnother() throws IOException {
        generate(scratch.resolve("a"), 6, 7, GeneratorProfile.LIGHT);
        generate(scratch.resolve("b"), 6, 7, GeneratorProfile.LIGHT);
        generate(scratch.resolve("c"), 6, 8, GeneratorProfile.LIGHT);

        assertThat(digest(scratch.resolve("a")))
                .isEqualTo(digest(scratch.resolve("b")))
                .isNotEqualTo(digest(scratch.resolve("c")));
    }

    @Test
    void beginsALargerStorageWithTheSamePatients() throws IOException {
        generate(scratch.resolve("few"), 5, 7, GeneratorProfile.LIGHT);
        generate(scratch.resolve("more"), 9, 7, GeneratorProfile.LIGHT);

        List<Path> few = paths(ReadStorage.of(scratch.resolve("few")).files());
        assertThat(paths(ReadStorage.of(scratch.resolve("more")).files())).containsAll(few);
    }

    @Test
    void writesTheSameTreeTodayAsWhenItWasPinned() throws IOException {
        // Changes with every deliberate change of the tables or messages: then pin it anew.
        assertThat(digest(storage.root())).startsWith("1fbd603270e28d2c");
    }

    @Test
    void countsWhatIsOnDisk() {
        Map<String, Long> perType =
                storage.files().stream()
                        .collect(Collectors.groupingBy(StoredFile::type, Collectors.counting()));

        assertThat(result.patients()).isEqualTo(PATIENTS);
        assertThat(result.files()).isEqualTo(storage.files().size());
        assertThat(result.bytes())
                .isEqualTo(storage.files().stream().mapToLong(StoredFile::bytes).sum());
        assertThat(result.filesPerType()).isEqualTo(perType);
    }

    @Test
    void reportsEveryPatient() throws IOException {
        List<String> heard = new ArrayList<>();
        new PatientGenerator(new GeneratorSettings(3, 1, GeneratorProfile.LIGHT))
                .generate(scratch.resolve("out"), (done, total) -> heard.add(done + "/" + total));

        assertThat(heard).containsExactly("1/3", "2/3", "3/3");
    }

    @Test
    void keepsToTheVolumeOfTheProfile() throws IOException {
        GenerationResult light = generate(scratch.resolve("light"), 50, 3, GeneratorProfile.LIGHT);

        // Wide, as one long stay more or less moves the mean of fifty patients.
        assertThat((double) light.files() / light.patients()).isBetween(7.0, 10.0);
        assertThat((double) result.files() / result.patients()).isBetween(18.0, 36.0);
    }

    @Test
    void namesFilesByTheGrammarAndPutsThemIntoTheirFolders() {
        for (StoredFile file : storage.files()) {
            String name = String.join("_", file.name());
            assertThat(name)
                    .matches(
                            "0009\\d{6}_(\\d{8}|-)_(ADT|PPR|OMP|OML|OMG)-\\d{2}_\\d{15}_\\d{17}"
                                    + "_([0-9A-Z]{2,3}|-)_[012]");
            String id = file.name().get(0);
            assertThat(file.relative())
                    .hasToString(
                            String.join(
                                    "/",
                                    id.substring(0, 3),
                                    id.substring(3, 6),
                                    id,
                                    file.name().get(1),
                                    file.type(),
                                    name));
            assertThat(file.field("PID", 3)).isEqualTo(id + "^^^^PI");
            assertThat(id).isNotIn("0009000017", "0009000025");
        }
    }

    @Test
    void headsEveryMessageAlike() {
        for (StoredFile file : storage.files()) {
            assertThat(file.field("MSH", 2)).isEqualTo("^~\\&");
            assertThat(file.field("MSH", 7).replace(".", "")).isEqualTo(file.name().get(4));
            assertThat(file.field("MSH", 12)).isEqualTo("2.5");
            assertThat(file.field("MSH", 18)).isEqualTo("~ISO IR87");
            assertThat(file.field("MSH", 20)).isEqualTo("ISO 2022-1994");
            assertThat(file.field("MSH", 21))
                    .isEqualTo("SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO");
            assertThat(file.field("MSH", 10)).hasSizeLessThanOrEqualTo(20);
        }
        assertThat(storage.files().stream().map(f -> f.field("MSH", 10))).doesNotHaveDuplicates();
    }

    @Test
    void putsEveryFileIntoTheFolderOfItsCareDateField() {
        Map<String, Function<StoredFile, String>> careDate =
                Map.ofEntries(
                        Map.entry("ADT^A04^ADT_A01", f -> f.field("PV1", 44)),
                        Map.entry("ADT^A01^ADT_A01", f -> f.field("PV1", 44)),
                        Map.entry("ADT^A11^ADT_A09", f -> f.field("PV1", 44)),
                        Map.entry("ADT^A03^ADT_A03", f -> f.field("PV1", 45)),
                        Map.entry("RDE^O11^RDE_O11", f -> f.field("ORC", 9)),
                        Map.entry("OMG^O19^OMG_O19", f -> f.field("ORC", 9)),
                        Map.entry("RAS^O17^RAS_O17", f -> f.field("RXA", 3)),
                        Map.entry("OUL^R22^OUL_R22", f -> f.field("SPM", 17)),
                        Map.entry("ADT^A08^ADT_A01", _ -> "-"),
                        Map.entry("ADT^A60^ADT_A60", _ -> "-"),
                        Map.entry("PPR^ZD1^PPR_ZD1", _ -> "-"));

        for (StoredFile file : storage.files()) {
            assertThat(careDate).containsKey(file.event());
            Function<StoredFile, String> field = careDate.getOrDefault(file.event(), _ -> "");
            assertThat(field.apply(file)).startsWith(file.name().get(1));
        }
    }

    @Test
    void keepsAtMostOneCurrentFileOfAnOrder() {
        Map<String, Long> current =
                storage.files().stream()
                        .filter(file -> file.flag().equals("1"))
                        .collect(Collectors.groupingBy(StoredFile::key, Collectors.counting()));

        assertThat(current.values()).containsOnly(1L);
    }

    @Test
    void usesTheOrderNumberOfTheNameInTheMessage() {
        for (StoredFile file : storage.files()) {
            String order = file.name().get(3);
            switch (file.type()) {
                case "OMP-01", "OMP-02", "OMP-12", "OML-11", "OMG-01" ->
                        assertThat(file.field("ORC", 2)).isEqualTo(order).isNotEqualTo(NO_ORDER);
                default -> assertThat(order).isEqualTo(NO_ORDER);
            }
        }
    }

    @Test
    void dischargesOnlyThoseWhoWereAdmittedBefore() {
        List<StoredFile> discharges = storage.ofType("ADT-52");
        assertThat(discharges).isNotEmpty();
        for (StoredFile discharge : discharges) {
            String admitted = discharge.field("PV1", 44);
            assertThat(admitted).isLessThan(discharge.field("PV1", 45));
            assertThat(storage.ofType("ADT-22"))
                    .anyMatch(admission ->
                            admission.name().getFirst().equals(discharge.name().getFirst())
                                    && admission.flag().equals("1")
                                    && admission.field("PV1", 44).equals(admitted));
        }
    }

    private static List<Path> paths(List<StoredFile> files) {
        return files.stream().map(StoredFile::relative).toList();
    }

    private static String digest(Path root) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Path relative : paths(ReadStorage.of(root).files())) {
                sha.update(relative.toString().getBytes(StandardCharsets.UTF_8));
                sha.update(Files.readAllBytes(root.resolve(relative)));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
