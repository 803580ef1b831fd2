package io.warifu.ssmix2.message;

import io.warifu.ssmix2.message.RecordView.Kind;
import io.warifu.ssmix2.message.RecordView.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads clinical lines off the segments of one message, in their order: a segment either begins a
 * line (RXE, OBX, PRB ...) or adds to the one before it (TQ1, RXR, ZPR ...). Segments that do
 * neither are left to the generic view.
 */
final class ClinicalLines {

    private final String visit;
    private final List<OpenLine> lines = new ArrayList<>();
    private @Nullable OpenLine current;
    private @Nullable SegmentValues order;
    private @Nullable SegmentValues timing;
    private String specimen = "";

    private ClinicalLines(String trigger) {
        visit = Events.visit(trigger);
    }

    static List<Line> of(String trigger, List<SegmentValues> segments) {
        ClinicalLines reader = new ClinicalLines(trigger);
        for (SegmentValues segment : segments) {
            if (reader.lines.size() >= RecordView.MAX_LINES) {
                break;
            }
            reader.read(segment);
        }
        return reader.lines.stream().map(OpenLine::close).toList();
    }

    private void read(SegmentValues s) {
        switch (s.name()) {
            case "PV1" -> visit(s);
            case "PV2" -> plannedVisit(s);
            case "ORC" -> order(s);
            case "TQ1" -> timing(s);
            case "RXE" -> drug(s);
            case "RXR" -> add("route", s.coded(1));
            case "RXC" -> component(s);
            case "RXA" -> administration(s);
            case "ODS" -> diet(s);
            case "SPM" -> specimen = s.coded(4);
            case "OBR" -> orderItem(s);
            case "OBX" -> test(s);
            case "PRB" -> diagnosis(s);
            case "ZPR" -> modifiers(s);
            case "IAM" -> allergy(s);
            case "AL1" -> shortAllergy(s);
            case "IPC" -> image(s);
            default -> {}
        }
    }

    private void visit(SegmentValues s) {
        if (visit.isEmpty()) {
            return;
        }
        begin(new OpenLine(Kind.VISIT, "", "", visit));
        add("class", s.value(2, 1));
        add("place", joined(s.value(3, 1), s.value(3, 2), s.value(3, 3)));
        add("priorPlace", joined(s.value(6, 1), s.value(6, 2), s.value(6, 3)));
        add("doctor", joined(s.value(7, 2), s.value(7, 3)));
        add("department", s.value(10, 1));
        add("disposition", s.coded(36));
        add("from", s.value(44, 1));
        add("until", s.value(45, 1));
    }

    private void plannedVisit(SegmentValues s) {
        if (current != null && current.kind == Kind.VISIT) {
            add("plannedFrom", s.value(8, 1));
            add("plannedUntil", s.value(9, 1));
            add("expectedReturn", s.value(47, 1));
        }
    }

    private void order(SegmentValues s) {
        order = s;
        timing = null;
        current = null;
    }

    private void timing(SegmentValues s) {
        if (current == null) {
            timing = s;
        } else {
            addTiming(s);
        }
    }

    private void drug(SegmentValues s) {
        begin(OpenLine.coded(Kind.DRUG, s, 2));
        add("dose", s.value(3, 1));
        add("unit", s.coded(5));
        add("dailyDose", joined(s.value(19, 1), s.value(19, 1, 2, 2)));
        add("total", joined(s.value(10, 1), s.coded(11)));
        add("instruction", s.coded(7));
        addOrder();
    }

    private void component(SegmentValues s) {
        begin(OpenLine.coded(Kind.DRUG, s, 2));
        add("role", s.value(1, 1).equals("B") ? "base" : "additive");
        add("dose", s.value(3, 1));
        add("unit", s.coded(4));
        addOrder();
    }

    private void administration(SegmentValues s) {
        begin(OpenLine.coded(Kind.ADMINISTRATION, s, 5));
        add("dose", s.value(6, 1));
        add("unit", s.coded(7));
        add("from", s.value(3, 1));
        add("until", s.value(4, 1));
        add("status", s.value(20, 1));
        addOrder();
    }

    private void diet(SegmentValues s) {
        begin(OpenLine.coded(Kind.DIET, s, 3));
        add("period", s.coded(2));
        add("instruction", s.value(4, 1));
        addOrder();
        addPendingTiming();
    }

    private void orderItem(SegmentValues s) {
        begin(OpenLine.coded(Kind.ORDER_ITEM, s, 4));
        add("order", s.value(2, 1));
        add("from", s.value(7, 1));
        add("until", s.value(8, 1));
        add("status", s.value(25, 1));
        addPendingTiming();
    }

    private void test(SegmentValues s) {
        begin(OpenLine.coded(Kind.TEST, s, 3));
        boolean codedValue = s.value(2, 1).equals("CWE") || s.value(2, 1).equals("CE");
        add("value", codedValue ? s.coded(5) : s.value(5, 1));
        add("unit", s.coded(6));
        add("range", s.value(7, 1));
        add("flag", s.value(8, 1));
        add("status", s.value(11, 1));
        add("time", s.value(14, 1));
        add("specimen", specimen);
    }

    private void diagnosis(SegmentValues s) {
        begin(OpenLine.coded(Kind.DIAGNOSIS, s, 3));
        add("icd10", s.value(10, 1));
        add("action", s.value(1, 1));
        add("established", s.value(7, 1));
        add("ended", s.value(9, 1));
        add("onset", s.value(16, 1));
        add("certainty", s.coded(13));
        add("outcome", s.coded(14));
        add("rank", s.coded(18));
    }

    private void modifiers(SegmentValues s) {
        add("prefix", s.coded(1));
        add("suffix", s.coded(3));
        add("exchangeCode", s.value(5, 1));
        add("comment", s.value(7, 1));
    }

    private void allergy(SegmentValues s) {
        begin(OpenLine.coded(Kind.ALLERGY, s, 3));
        add("type", s.coded(2));
        add("severity", s.coded(4));
        add("reaction", s.value(5, 1));
        add("action", s.coded(6));
        add("onset", joined(s.value(11, 1), s.value(12, 1)));
    }

    private void shortAllergy(SegmentValues s) {
        begin(OpenLine.coded(Kind.ALLERGY, s, 3));
        add("type", s.coded(2));
        add("severity", s.coded(4));
        add("reaction", s.value(5, 1));
    }

    private void image(SegmentValues s) {
        begin(new OpenLine(Kind.IMAGE, s.value(5, 1), s.value(5, 3), s.coded(5)));
        add("accession", s.value(1, 1));
        add("study", s.value(3, 1));
    }

    private void begin(OpenLine line) {
        current = line;
        lines.add(line);
    }

    private void add(String name, String value) {
        if (current != null && !value.isEmpty()) {
            current.details.putIfAbsent(name, value);
        }
    }

    private void addOrder() {
        SegmentValues orc = order;
        if (orc != null) {
            add("order", orc.value(2, 1));
            add("orderControl", orc.value(1, 1));
        }
    }

    private void addPendingTiming() {
        SegmentValues tq1 = timing;
        if (tq1 != null) {
            addTiming(tq1);
            timing = null;
        }
    }

    private void addTiming(SegmentValues tq1) {
        String usage = tq1.value(3, 1, 1, 2);
        String duration = tq1.value(6, 1);
        add("usage", usage.isEmpty() ? tq1.value(3, 1, 1, 1) : usage);
        add(tq1.value(6, 2).equals("d") ? "days" : "duration", duration);
        add("from", tq1.value(7, 1));
        add("until", tq1.value(8, 1));
        add("timingText", tq1.value(11, 1));
    }

    private static String joined(String... parts) {
        return String.join(" ", parts).strip().replaceAll(" {2,}", " ");
    }

    /** A line that later segments may still add to. */
    private static final class OpenLine {

        private final Kind kind;
        private final String code;
        private final String system;
        private final String text;
        private final Map<String, String> details = new LinkedHashMap<>();

        OpenLine(Kind kind, String code, String system, String text) {
            this.kind = kind;
            this.code = code;
            this.system = system;
            this.text = text;
        }

        static OpenLine coded(Kind kind, SegmentValues s, int field) {
            return new OpenLine(kind, s.value(field, 1), s.value(field, 3), s.coded(field));
        }

        Line close() {
            return new Line(kind, code, system, text, details);
        }
    }
}
