package io.warifu.demo.generate;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;

/** ADT-00, ADT-12, ADT-22 with its cancellation, and ADT-52. */
final class AdtMessages {

    private static final List<String> BLOOD_GROUPS = List.of("A", "B", "O", "AB");
    private static final String DISCHARGED_HOME = "01";

    private final Scribe scribe;

    AdtMessages(Scribe scribe) {
        this.scribe = scribe;
    }

    /** ADT-00, sent when the patient was registered. */
    void demographics(Encounter registration, Chance chance) throws IOException {
        Patient patient = scribe.patient();
        Person person = patient.person();
        LocalDateTime sent = scribe.sentAfter(registration.at());
        MessageText message = scribe.beginEvent("ADT^A08^ADT_A01", registration.at(), sent);
        // The shared PID ends with PID-13 or PID-14; PID-33 is due in A08 only.
        int lastField = person.home().workPhone().isEmpty() ? 13 : 14;
        message.continueAt(lastField).at(33, Stamps.second(registration.at()));
        message.segment("NK1")
                .at(1, 1)
                .at(2, person.kinNames())
                .at(3, person.isAdult() ? "CHD^子供^HL70063" : "PAR^親^HL70063")
                .at(5, Er7.phone(person.home().phone()));
        message.segment("PV1")
                .at(1, "0001")
                .at(2, "O")
                .at(3, registration.clinic())
                .at(7, Er7.staff(registration.doctor()));
        message.segment("DB1").at(1, 1).at(2, "PT").at(4, chance.percent(5) ? "Y" : "N");
        body(message, chance);
        if (chance.percent(20)) {
            message.segment("AL1").at(1, 1).at(2, "DA^薬剤アレルギー^HL70127").at(3, "1^ペニシリン系^99ALG");
        }
        insurance(message.segment("IN1"));
        scribe.keep(scribe.datelessName("ADT-00", StoredName.NONE, sent), message);
    }

    private static void body(MessageText message, Chance chance) {
        message.segment("OBX")
                .at(1, 1)
                .at(2, "NM")
                .at(3, "9N001000000000001^身長^JC10")
                .at(5, chance.between(140, 185) + "." + chance.below(10))
                .at(6, Er7.unit("cm"))
                .at(11, "F");
        message.segment("OBX")
                .at(1, 2)
                .at(2, "NM")
                .at(3, "9N006000000000001^体重^JC10")
                .at(5, chance.between(40, 90) + "." + chance.below(10))
                .at(6, Er7.unit("kg"))
                .at(11, "F");
        String group = chance.pick(BLOOD_GROUPS);
        message.segment("OBX")
                .at(1, 3)
                .at(2, "CWE")
                .at(3, "5H010000001999911^血液型−ＡＢＯ式^JC10")
                .at(5, group + '^' + group + "^JSHR002")
                .at(11, "F");
    }

    /** The fields that IN1 and ZI1 share. */
    static void insurance(MessageText segment) {
        segment.at(1, 1)
                .at(2, "C0^国民健康保険^JHSD0001")
                .at(3, "999999")
                .at(12, "20250401")
                .at(13, "20270331")
                .at(17, "SEL^本人^HL70063");
    }

    /** ADT-12: an outpatient arrives. */
    void checkIn(Encounter visit) throws IOException {
        LocalDateTime sent = scribe.sentAfter(visit.at());
        MessageText message = scribe.beginEvent("ADT^A04^ADT_A01", visit.at(), sent);
        visit.visitInto(message).at(44, Stamps.second(visit.at()));
        scribe.keep(scribe.name("ADT-12", StoredName.NO_ORDER, visit, sent), message);
    }

    /** ADT-22. */
    void admit(Encounter stay) throws IOException {
        LocalDateTime sent = scribe.sentAfter(stay.at());
        scribe.keep(
                scribe.name("ADT-22", StoredName.NO_ORDER, stay, sent),
                admission("ADT^A01^ADT_A01", stay, stay.at(), sent));
    }

    /** ADT-22 that was taken back after an hour: the admission and its A11, both invalid. */
    void admitAndCancel(Encounter stay) throws IOException {
        LocalDateTime sent = scribe.sentAfter(stay.at());
        StoredName name = scribe.name("ADT-22", StoredName.NO_ORDER, stay, sent);
        scribe.keep(
                name.flagged(StoredName.INVALID, sent),
                admission("ADT^A01^ADT_A01", stay, stay.at(), sent));
        LocalDateTime cancelled = stay.at().plusHours(1);
        LocalDateTime cancelSent = scribe.sentAfter(cancelled);
        scribe.keep(
                name.flagged(StoredName.INVALID, cancelSent),
                admission("ADT^A11^ADT_A09", stay, cancelled, cancelSent));
    }

    private MessageText admission(
            String type, Encounter stay, LocalDateTime recorded, LocalDateTime sent) {
        MessageText message = scribe.beginEvent(type, recorded, sent);
        stay.visitInto(message).at(17, Er7.staff(stay.doctor())).at(44, Stamps.second(stay.at()));
        return message;
    }

    /** ADT-52: {@code stay} began at its own time and ends at {@code end}. */
    void discharge(Encounter stay, LocalDateTime end) throws IOException {
        LocalDateTime sent = scribe.sentAfter(end);
        MessageText message = scribe.beginEvent("ADT^A03^ADT_A03", end, sent);
        stay.visitInto(message)
                .at(17, Er7.staff(stay.doctor()))
                .at(36, DISCHARGED_HOME)
                .at(44, Stamps.second(stay.at()))
                .at(45, Stamps.second(end));
        scribe.keep(scribe.name("ADT-52", StoredName.NO_ORDER, stay.movedTo(end), sent), message);
    }
}
