package io.warifu.demo.generate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The small hand-made tables behind the messages (resources {@code generate/*.tsv}; the head of
 * each file says where its codes come from).
 */
record CodeTables(
        List<Department> departments,
        List<Doctor> doctors,
        List<Surname> surnames,
        List<GivenName> givenNames,
        List<Town> towns,
        List<Drug> drugs,
        List<Usage> usages,
        List<Diagnosis> diagnoses,
        List<Allergen> allergens,
        List<LabItem> labItems,
        List<Imaging> imaging) {

    enum Use {
        ORAL,
        TOPICAL,
        EYE,
        BASE,
        ADDITIVE
    }

    /** What is measured together, from one specimen. */
    enum Panel {
        CHEMISTRY("E002", "生化学的検査", "023", "血清"),
        BLOOD("E001", "血液学的検査", "019", "全血（添加物入り）"),
        COAGULATION("E003", "凝固検査", "022", "血漿"),
        URINE("E004", "尿検査", "001", "尿"),
        OTHER("E009", "その他の検査", "023", "血清");

        private final String order;
        private final String specimen;

        Panel(String code, String name, String specimenCode, String specimenName) {
            this.order = Er7.coded(code, name, "99O03");
            this.specimen = Er7.coded(specimenCode, specimenName, "JC10");
        }

        String order() {
            return order;
        }

        String specimen() {
            return specimen;
        }
    }

    record Department(String code, String name) {

        String coded() {
            return Er7.coded(code, name, "HL70069");
        }
    }

    record Doctor(String id, String family, String given) {}

    record Surname(String kanji, String kana) {}

    record GivenName(String sex, String kanji, String kana) {}

    record Town(String postalCode, String name) {}

    record Drug(
            Use use,
            String system,
            String code,
            String name,
            String unit,
            String unitName,
            int dose) {

        String coded() {
            return Er7.coded(code, name, system);
        }

        String codedUnit() {
            return Er7.coded(unit, unitName, "MR9P");
        }
    }

    record Usage(Use use, String code, String text, int timesPerDay) {}

    record Diagnosis(String system, String code, String name, String exchangeCode, String icd10) {

        String coded() {
            return Er7.coded(code, name, system);
        }
    }

    record Allergen(
            String type,
            String typeName,
            String system,
            String code,
            String name,
            String reaction) {

        String codedType() {
            return Er7.coded(type, typeName, "HL70127");
        }

        String coded() {
            return Er7.coded(code, name, system);
        }
    }

    /**
     * A measured item: a number about {@code range}, or one of {@code choices}, the normal one
     * first.
     */
    record LabItem(
            Panel panel,
            String coded,
            String kind,
            String unit,
            Range range,
            List<String> choices) {}

    /** Normal values, in units of the last decimal. */
    record Range(long low, long high, int decimals) {

        static final Range NONE = new Range(0, 0, 0);

        static Range of(String low, String high) {
            if (low.isEmpty()) {
                return NONE;
            }
            BigDecimal first = new BigDecimal(low);
            BigDecimal last = new BigDecimal(high);
            int decimals = Math.max(first.scale(), last.scale());
            return new Range(
                    first.setScale(decimals).unscaledValue().longValueExact(),
                    last.setScale(decimals).unscaledValue().longValueExact(),
                    decimals);
        }

        String text(long value) {
            return BigDecimal.valueOf(value, decimals).toPlainString();
        }
    }

    record Imaging(String code, String name, String modality) {

        String coded() {
            return Er7.coded(code, name, "99RAD");
        }
    }

    static CodeTables load() {
        return new CodeTables(
                rows("departments", 2, r -> new Department(r[0], r[1])),
                rows("doctors", 3, r -> new Doctor(r[0], r[1], r[2])),
                rows("surnames", 2, r -> new Surname(r[0], r[1])),
                rows("given-names", 3, r -> new GivenName(r[0], r[1], r[2])),
                rows("towns", 2, r -> new Town(r[0], r[1])),
                rows("drugs", 7, CodeTables::drug),
                rows(
                        "usages",
                        4,
                        r -> new Usage(Use.valueOf(r[0]), r[1], r[2], Integer.parseInt(r[3]))),
                rows("diagnoses", 5, r -> new Diagnosis(r[0], r[1], r[2], r[3], r[4])),
                rows("allergens", 6, r -> new Allergen(r[0], r[1], r[2], r[3], r[4], r[5])),
                rows("labs", 9, CodeTables::labItem),
                rows("radiology", 3, r -> new Imaging(r[0], r[1], r[2])));
    }

    List<Drug> drugsFor(Use... uses) {
        List<Use> wanted = List.of(uses);
        return drugs.stream().filter(drug -> wanted.contains(drug.use())).toList();
    }

    List<Usage> usagesFor(Use use) {
        return usages.stream().filter(usage -> usage.use() == use).toList();
    }

    List<LabItem> labItemsOf(Panel panel) {
        return labItems.stream().filter(item -> item.panel() == panel).toList();
    }

    private static Drug drug(String[] r) {
        return new Drug(Use.valueOf(r[0]), r[1], r[2], r[3], r[4], r[5], Integer.parseInt(r[6]));
    }

    private static LabItem labItem(String[] r) {
        String own = Er7.coded(r[2], r[3], r[1]);
        // Hospitals send their own code beside the standard one.
        String coded =
                r[1].equals("JC10")
                        ? own + "^L" + r[2].substring(0, 5) + '^' + r[3] + "^99LAB"
                        : own;
        List<String> choices = r[8].isEmpty() ? List.of() : List.of(r[8].split(";", -1));
        return new LabItem(Panel.valueOf(r[0]), coded, r[4], r[5], Range.of(r[6], r[7]), choices);
    }

    private static <T> List<T> rows(String table, int columns, Function<String[], T> reader) {
        String resource = "/generate/" + table + ".tsv";
        List<T> rows = new ArrayList<>();
        try (InputStream stream = CodeTables.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("missing table " + resource);
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] cells = line.split("\t", -1);
                    if (cells.length != columns) {
                        throw new IllegalStateException(resource + " has a bad row: " + line);
                    }
                    rows.add(reader.apply(cells));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
        return List.copyOf(rows);
    }
}
