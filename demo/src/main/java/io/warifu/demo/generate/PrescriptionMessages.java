package io.warifu.demo.generate;

import io.warifu.demo.generate.CodeTables.Drug;
import io.warifu.demo.generate.CodeTables.Usage;
import io.warifu.demo.generate.CodeTables.Use;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** OMP-01: prescriptions, with what becomes of them later. */
final class PrescriptionMessages {

    private static final Duration UNTIL_CHANGED = Duration.ofMinutes(45);
    private static final int MORE_DAYS = 2;
    private static final List<Integer> DAYS = List.of(3, 5, 7, 14, 28);

    /** What becomes of a prescription. */
    enum Fate {
        CURRENT,
        UPDATED,
        UPDATED_OLD_STYLE,
        DELETED
    }

    /** One drug with its usage. */
    private record Line(Drug drug, Usage usage) {}

    /** One prescription: what stays the same over its versions. */
    private record Order(String number, Encounter encounter, List<Line> lines) {}

    private final Scribe scribe;
    private final Chance chance;
    private final List<Drug> drugs;
    private final CodeTables tables;

    PrescriptionMessages(Scribe scribe, CodeTables tables, Chance chance) {
        this.scribe = scribe;
        this.chance = chance;
        this.tables = tables;
        this.drugs = tables.drugsFor(Use.ORAL, Use.TOPICAL, Use.EYE);
    }

    void prescribe(Encounter encounter, int drugCount, Fate fate) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Drug drug : chance.sample(drugs, drugCount)) {
            lines.add(new Line(drug, chance.pick(tables.usagesFor(drug.use()))));
        }
        Order order = new Order(scribe.nextOrder(), encounter, lines);
        int days = chance.pick(DAYS);
        LocalDateTime sent = scribe.sentAfter(encounter.at());
        LocalDateTime changed = scribe.sentAfter(encounter.at().plus(UNTIL_CHANGED));
        StoredName name = scribe.name("OMP-01", order.number(), encounter, sent);
        MessageText first = message(order, "NW", days, sent);
        switch (fate) {
            case CURRENT -> scribe.keep(name, first);
            case UPDATED -> {
                scribe.keep(name.flagged(StoredName.PAST, sent), first);
                scribe.keep(
                        name.flagged(StoredName.CURRENT, changed),
                        message(order, "NW", days + MORE_DAYS, changed));
            }
            case UPDATED_OLD_STYLE -> {
                scribe.keep(name.flagged(StoredName.INVALID, sent), first);
                scribe.keep(
                        name.flagged(StoredName.CURRENT, changed),
                        message(order, "NW", days + MORE_DAYS, changed));
            }
            case DELETED -> {
                scribe.keep(name.flagged(StoredName.INVALID, sent), first);
                scribe.keep(
                        name.flagged(StoredName.INVALID, changed),
                        message(order, "CA", days, changed));
            }
        }
    }

    private MessageText message(Order order, String control, int days, LocalDateTime sent) {
        Encounter encounter = order.encounter();
        MessageText message = scribe.begin("RDE^O11^RDE_O11", sent);
        encounter.visitInto(message);
        int sequence = 0;
        for (Line line : order.lines()) {
            sequence++;
            message.segment("ORC")
                    .at(1, control)
                    .at(2, order.number())
                    .at(4, order.number() + "_01_" + Stamps.padded(sequence, 3));
            encounter.ordererInto(message);
            drug(message, order, line, days);
        }
        return message;
    }

    private static void drug(MessageText message, Order order, Line line, int days) {
        Drug drug = line.drug();
        Usage usage = line.usage();
        boolean oral = drug.use() == Use.ORAL;
        int daily = drug.dose() * usage.timesPerDay();
        String serial = order.number().substring(order.number().length() - 9);
        message.segment("RXE")
                .at(2, drug.coded())
                .at(3, drug.dose())
                .at(5, drug.codedUnit())
                .at(10, oral ? daily * days : 1)
                .at(11, drug.codedUnit())
                .at(15, Stamps.day(order.encounter().at()) + serial);
        if (oral) {
            message.at(19, daily + "^" + drug.unit() + '&' + drug.unitName() + "&MR9P");
        }
        message.at(
                21,
                order.encounter().inpatient() ? "IHP^入院処方^MR9P" : "OHP^外来処方^MR9P~OHO^院外処方^MR9P");
        message.segment("TQ1")
                .at(1, 1)
                .at(3, usage.code() + '&' + usage.text() + "&JAMISDP01")
                .at(6, days + "^d")
                .at(7, Stamps.day(order.encounter().at()) + "00");
        message.segment("RXR").at(1, oral ? "PO^口^HL70162" : "AP^外用^HL70162");
    }
}
