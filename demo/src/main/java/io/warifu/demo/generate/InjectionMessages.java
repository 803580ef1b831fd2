package io.warifu.demo.generate;

import io.warifu.demo.generate.CodeTables.Drug;
import io.warifu.demo.generate.CodeTables.Use;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;

/** OMP-02 and OMP-12: a drip of one base and two additives, ordered and then given. */
final class InjectionMessages {

    private static final String KIND = "00^一般^JHSI0002";
    private static final String ROUTE = "IV^静脈内^HL70162";

    /** What a drip is made of. */
    private record Drip(Drug base, List<Drug> additives) {}

    private final Scribe scribe;
    private final Chance chance;
    private final List<Drug> bases;
    private final List<Drug> additives;

    InjectionMessages(Scribe scribe, CodeTables tables, Chance chance) {
        this.scribe = scribe;
        this.chance = chance;
        this.bases = tables.drugsFor(Use.BASE);
        this.additives = tables.drugsFor(Use.ADDITIVE);
    }

    /** Ordered at the time of {@code stay}, given half an hour later within half an hour. */
    void inject(Encounter stay) throws IOException {
        String order = scribe.nextOrder();
        Drip drip = new Drip(chance.pick(bases), chance.sample(additives, 2));
        LocalDateTime start = stay.at().plusMinutes(30);
        LocalDateTime end = start.plusMinutes(30);
        order(stay, order, drip, start, end);
        administration(stay.movedTo(start), order, drip, end);
    }

    private void order(
            Encounter stay, String order, Drip drip, LocalDateTime start, LocalDateTime end)
            throws IOException {
        LocalDateTime sent = scribe.sentAfter(stay.at());
        MessageText message = scribe.begin("RDE^O11^RDE_O11", sent);
        stay.visitInto(message);
        message.segment("ORC").at(1, "NW").at(2, order).at(4, order + "_01_001");
        stay.ordererInto(message);
        message.segment("RXE")
                .at(2, KIND)
                .at(3, drip.base().dose())
                .at(5, drip.base().codedUnit())
                .at(10, drip.base().dose())
                .at(11, drip.base().codedUnit())
                .at(21, "IHP^入院処方^MR9P")
                .at(23, 100)
                .at(24, "ml/hr^ml/hr^ISO+");
        message.segment("TQ1").at(1, 1).at(7, Stamps.minute(start)).at(8, Stamps.minute(end));
        message.segment("RXR").at(1, ROUTE);
        component(message, "B", drip.base());
        for (Drug additive : drip.additives()) {
            component(message, "A", additive);
        }
        scribe.keep(scribe.name("OMP-02", order, stay, sent), message);
    }

    private static void component(MessageText message, String kind, Drug drug) {
        message.segment("RXC")
                .at(1, kind)
                .at(2, drug.coded())
                .at(3, drug.dose())
                .at(4, drug.codedUnit());
    }

    /** The care date is the day of RXA-3, the start. */
    private void administration(Encounter given, String order, Drip drip, LocalDateTime end)
            throws IOException {
        LocalDateTime sent = scribe.sentAfter(end);
        MessageText message = scribe.begin("RAS^O17^RAS_O17", sent);
        given.visitInto(message);
        message.segment("ORC").at(1, "NW").at(2, order).at(4, order + "_01_001");
        given.ordererInto(message);
        dose(message, given, drip.base(), end);
        for (Drug additive : drip.additives()) {
            dose(message, given, additive, end);
        }
        message.segment("RXR").at(1, ROUTE);
        scribe.keep(scribe.name("OMP-12", order, given, sent), message);
    }

    private static void dose(MessageText message, Encounter given, Drug drug, LocalDateTime end) {
        message.segment("RXA")
                .at(1, 0)
                .at(2, 1)
                .at(3, Stamps.minute(given.at()))
                .at(4, Stamps.minute(end))
                .at(5, drug.coded())
                .at(6, drug.dose())
                .at(7, drug.codedUnit())
                .at(10, Hospital.NURSE)
                .at(11, given.bed() + "^^^N")
                .at(20, "CP")
                .at(22, Stamps.second(end));
    }
}
