package io.warifu.demo.generate;

import io.warifu.demo.generate.CodeTables.Allergen;
import io.warifu.demo.generate.CodeTables.Diagnosis;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;

/** What belongs to no day: ADT-61 with all allergies, PPR-01 with all problems. */
final class BackgroundMessages {

    private static final String OUTPATIENT_PROBLEM = "O^外来時^JHSD0004";

    private final Scribe scribe;
    private final CodeTables tables;
    private final Chance chance;

    BackgroundMessages(Scribe scribe, CodeTables tables, Chance chance) {
        this.scribe = scribe;
        this.tables = tables;
        this.chance = chance;
    }

    /** ADT-61. */
    void allergies(LocalDateTime told) throws IOException {
        LocalDateTime sent = scribe.sentAfter(told);
        MessageText message = scribe.beginEvent("ADT^A60^ADT_A60", told, sent);
        int number = 0;
        for (Allergen allergen : chance.sample(tables.allergens(), chance.between(1, 3))) {
            boolean severe = chance.percent(30);
            message.segment("IAM")
                    .at(1, ++number)
                    .at(2, allergen.codedType())
                    .at(3, allergen.coded())
                    .at(4, severe ? "MO^中等度^HL70128" : "MI^軽度^HL70128")
                    .at(5, Er7.escape(allergen.reaction()))
                    .at(6, "A^追加^HL70323");
            if (scribe.patient().has(Oddity.NULLS)) {
                message.at(11, Er7.NULL);
            } else {
                message.at(12, severe ? "成人後" : "小児期から");
            }
        }
        scribe.keep(scribe.datelessName("ADT-61", StoredName.NONE, sent), message);
    }

    /** PPR-01: one file holds all problems of the patient. */
    void problems(Encounter visit, int count) throws IOException {
        LocalDateTime sent = scribe.sentAfter(visit.at());
        MessageText message = scribe.begin("PPR^ZD1^PPR_ZD1", sent);
        List<Diagnosis> diagnoses = chance.sample(tables.diagnoses(), count);
        for (int i = 0; i < diagnoses.size(); i++) {
            problem(message, diagnoses.get(i), i == 0, visit);
        }
        scribe.keep(scribe.datelessName("PPR-01", visit.department().code(), sent), message);
    }

    private void problem(MessageText message, Diagnosis diagnosis, boolean main, Encounter visit) {
        String order = scribe.nextOrder();
        String day = Stamps.day(visit.at());
        String onset = Stamps.day(visit.at().minusDays(chance.below(400)));
        boolean suspected = chance.percent(15);
        message.segment("PRB")
                .at(1, "AD")
                .at(2, day)
                .at(3, diagnosis.coded())
                .at(4, order)
                .at(7, day);
        if (scribe.patient().has(Oddity.NULLS)) {
            message.at(9, Er7.NULL);
        }
        message.at(10, diagnosis.icd10() + "^^I10^" + OUTPATIENT_PROBLEM);
        if (suspected) {
            message.at(13, "1^疑いあり^JHSD0005");
        }
        message.at(16, onset).at(17, Er7.escape(diagnosis.name()));
        if (main) {
            message.at(18, "1^主診断^JHSD0007");
        }
        message.segment("ZPR").at(2, diagnosis.coded());
        if (suspected) {
            message.at(3, "8002^の疑い^MDCDX2");
        }
        if (!diagnosis.exchangeCode().isEmpty()) {
            message.at(
                    5, Er7.coded(diagnosis.exchangeCode(), diagnosis.name(), diagnosis.system()));
        }
        AdtMessages.insurance(message.segment("ZI1"));
        visit.ordererInto(message.segment("ORC").at(1, "NW").at(2, order));
    }
}
