package io.warifu.demo.generate;

import io.warifu.demo.generate.CodeTables.Imaging;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;

/** OMG-01: a radiology order as a head, a parent and its children. */
final class RadiologyMessages {

    private static final String GROUP = "RAD^放射線検査^99O03";

    private static final List<String> QUESTIONS =
            List.of("日常的な咳。前回との比較をお願いします。", "手術前の検査（本人希望あり）", "右膝の痛み、歩行時に増強", "転倒後。骨折の有無");

    /** Every delimiter of the message, as a doctor might type it. */
    static final String QUESTION_WITH_DELIMITERS = "A&B の比較 | 左~右 | 造影^注意 | 画像は \\SERVER\\本日 に";

    private final Scribe scribe;
    private final CodeTables tables;
    private final Chance chance;

    RadiologyMessages(Scribe scribe, CodeTables tables, Chance chance) {
        this.scribe = scribe;
        this.tables = tables;
        this.chance = chance;
    }

    void order(Encounter visit) throws IOException {
        String order = scribe.nextOrder();
        LocalDateTime sent = scribe.sentAfter(visit.at());
        String question =
                scribe.patient().has(Oddity.ESCAPES)
                        ? QUESTION_WITH_DELIMITERS
                        : chance.pick(QUESTIONS);
        MessageText message = scribe.begin("OMG^O19^OMG_O19", sent);
        visit.visitInto(message);
        group(message, visit, "NW", order);
        message.at(13, Er7.escape(question));
        group(message, visit, "PA", order);
        int child = 0;
        for (Imaging imaging : chance.sample(tables.imaging(), chance.between(1, 2))) {
            child++;
            String number = order + '_' + Stamps.padded(child, 2);
            message.segment("ORC").at(1, "CH").at(2, number).at(8, order);
            visit.ordererInto(message);
            timing(message, visit);
            message.segment("OBR")
                    .at(1, child)
                    .at(2, number)
                    .at(4, imaging.coded())
                    .at(16, Er7.staff(visit.doctor()))
                    .at(24, imaging.modality())
                    .at(29, order);
        }
        scribe.keep(scribe.name("OMG-01", order, visit, sent), message);
    }

    private static void group(MessageText message, Encounter visit, String control, String order) {
        message.segment("ORC").at(1, control).at(2, order);
        visit.ordererInto(message);
        timing(message, visit);
        message.segment("OBR").at(1, 1).at(2, order).at(4, GROUP);
    }

    private static void timing(MessageText message, Encounter visit) {
        message.segment("TQ1").at(1, 1).at(7, Stamps.minute(visit.at().plusMinutes(20)));
    }
}
