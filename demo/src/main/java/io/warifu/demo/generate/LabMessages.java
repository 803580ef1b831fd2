package io.warifu.demo.generate;

import io.warifu.demo.generate.CodeTables.LabItem;
import io.warifu.demo.generate.CodeTables.Panel;
import io.warifu.demo.generate.CodeTables.Range;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/** OML-11: results of what was taken from a patient on one day. */
final class LabMessages {

    /** Readings of a monitor in one result. */
    static final int LONG_RESULT_READINGS = 300;

    private static final Duration UNTIL_REPORTED = Duration.ofHours(4);
    private static final Duration READING_INTERVAL = Duration.ofMinutes(15);

    /** Items of one panel, taken at random if the panel has more. */
    record Request(Panel panel, int items) {}

    /** What one value is and how it lies to its normal range. */
    private record Value(String kind, String text, String flag) {}

    /** One result file under way. */
    private record Report(
            MessageText message, String order, Encounter taken, LocalDateTime reported) {}

    private final Scribe scribe;
    private final CodeTables tables;
    private final Chance chance;

    LabMessages(Scribe scribe, CodeTables tables, Chance chance) {
        this.scribe = scribe;
        this.tables = tables;
        this.chance = chance;
    }

    /** Taken at the time of {@code taken}, reported four hours later. */
    void result(Encounter taken, List<Request> requests) throws IOException {
        LocalDateTime reported = taken.at().plus(UNTIL_REPORTED);
        LocalDateTime sent = scribe.sentAfter(reported);
        Report report = begin(taken, reported, sent);
        int specimen = 0;
        for (Request request : requests) {
            specimen++;
            Panel panel = request.panel();
            specimen(report, specimen, panel.specimen(), panel.order());
            int number = 0;
            for (LabItem item : chance.sample(tables.labItemsOf(panel), request.items())) {
                number++;
                value(report, number, item);
            }
        }
        scribe.keep(scribe.name("OML-11", report.order(), taken, sent), report.message());
    }

    private Report begin(Encounter taken, LocalDateTime reported, LocalDateTime sent) {
        MessageText message = scribe.begin("OUL^R22^OUL_R22", sent);
        taken.visitInto(message);
        return new Report(message, scribe.nextOrder(), taken, reported);
    }

    private static void specimen(Report report, int number, String type, String group) {
        Encounter taken = report.taken();
        String id = report.order().substring(1) + number;
        MessageText message = report.message();
        message.segment("SPM")
                .at(1, number)
                .at(2, id)
                .at(4, type)
                .at(17, Stamps.minute(taken.at()));
        message.segment("OBR")
                .at(1, number)
                .at(2, report.order())
                .at(3, id)
                .at(4, group)
                .at(7, Stamps.day(taken.at()))
                .at(8, Stamps.day(taken.at()))
                .at(16, Er7.staff(taken.doctor()))
                .at(22, Stamps.second(report.reported()));
        message.segment("ORC").at(1, "SC").at(2, report.order()).at(3, id).at(5, "CM");
        taken.movedTo(report.reported()).ordererInto(message);
    }

    private void value(Report report, int number, LabItem item) {
        Value value = value(item);
        Range range = item.range();
        MessageText message =
                report.message()
                        .segment("OBX")
                        .at(1, number)
                        .at(2, value.kind())
                        .at(3, item.coded())
                        .at(5, value.text());
        if (item.kind().equals("NM")) {
            message.at(6, Er7.unit(item.unit()))
                    .at(7, range.text(range.low()) + '-' + range.text(range.high()));
        }
        message.at(8, value.flag()).at(11, "F").at(14, Stamps.minute(report.taken().at()));
    }

    private Value value(LabItem item) {
        if (!item.kind().equals("NM")) {
            boolean usual = chance.percent(80);
            String choice = usual ? item.choices().getFirst() : chance.pick(item.choices());
            // Texts are abnormal unless they are the first; codes say it themselves.
            boolean abnormal =
                    item.kind().equals("ST") && !choice.equals(item.choices().getFirst());
            return new Value(item.kind(), choice, abnormal ? "A" : "");
        }
        Range range = item.range();
        long width = range.high() - range.low();
        int draw = chance.below(100);
        if (draw < 82) {
            return new Value("NM", range.text(range.low() + chance.below((int) width + 1)), "");
        }
        if (draw < 91) {
            return new Value("NM", range.text(range.high() + 1 + chance.below((int) width)), "H");
        }
        boolean belowWhatCanBeMeasured = range.low() <= 2;
        if (belowWhatCanBeMeasured) {
            return new Value("ST", "< " + range.text(range.low()), "");
        }
        long less = 1L + chance.below((int) Math.max(1, Math.min(range.low() / 2, width)));
        return new Value("NM", range.text(range.low() - less), "L");
    }

    /** A monitor's result: one item read {@value #LONG_RESULT_READINGS} times. */
    void longResult(Encounter worn) throws IOException {
        LocalDateTime reported =
                worn.at().plus(READING_INTERVAL.multipliedBy(LONG_RESULT_READINGS));
        LocalDateTime sent = scribe.sentAfter(reported);
        Report report = begin(worn, reported, sent);
        specimen(report, 1, "S09^間質液^99LAB", Panel.OTHER.order());
        for (int i = 1; i <= LONG_RESULT_READINGS; i++) {
            int glucose = chance.between(60, 220);
            report.message()
                    .segment("OBX")
                    .at(1, i)
                    .at(2, "NM")
                    .at(3, "20101^血糖連続測定（日内変動）^99LAB")
                    .at(4, i)
                    .at(5, glucose)
                    .at(6, Er7.unit("mg/dL"))
                    .at(7, "70-180")
                    .at(8, glucose > 180 ? "H" : glucose < 70 ? "L" : "")
                    .at(11, "F")
                    .at(14, Stamps.minute(worn.at().plus(READING_INTERVAL.multipliedBy(i))));
        }
        scribe.keep(scribe.name("OML-11", report.order(), worn, sent), report.message());
    }

    /** A culture: organism and amount belong together by OBX-4. */
    void bacteriology(Encounter taken) throws IOException {
        LocalDateTime reported = taken.at().plusDays(3);
        LocalDateTime sent = scribe.sentAfter(reported);
        Report report = begin(taken, reported, sent);
        specimen(report, 1, "S01^喀痰^99LAB", "E006^微生物学的検査^99O03");
        organism(report, 1, "B001^黄色ブドウ球菌^99BAC", "(2+)");
        organism(report, 2, "B002^常在菌^99BAC", "(1+)");
        report.message().segment("NTE").at(1, 1).at(3, Er7.escape("培養 & 同定。感受性は後日報告（３日以内）"));
        scribe.keep(scribe.name("OML-11", report.order(), taken, sent), report.message());
    }

    private static void organism(Report report, int pair, String organism, String amount) {
        report.message()
                .segment("OBX")
                .at(1, 2L * pair - 1)
                .at(2, "CWE")
                .at(3, "30001^分離菌^99LAB")
                .at(4, pair)
                .at(5, organism)
                .at(11, "F");
        report.message()
                .segment("OBX")
                .at(1, 2L * pair)
                .at(2, "ST")
                .at(3, "30002^菌量^99LAB")
                .at(4, pair)
                .at(5, amount)
                .at(11, "F");
    }
}
