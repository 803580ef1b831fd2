package io.warifu.demo.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The result as a table for people and as JSON for programs. */
final class Report {

    private static final String LINE = "%-42s %-9s %9s %9s %9s %9s %7s %9s  %s%n";
    private static final String TIME =
            "processor time of the one measuring thread; wall time in its own column";

    private Report() {}

    static void print(List<Measurement> measurements, PrintStream out) {
        out.printf("Rates in %s.%n%n", TIME);
        out.printf(
                LINE,
                "stage",
                "unit",
                "median",
                "slowest",
                "fastest",
                "wall",
                "reach",
                "excellent",
                "");
        for (Measurement each : measurements) {
            Goal goal = each.goal();
            out.printf(
                    LINE,
                    (each.yardstick() ? "yardstick: " : "") + each.name(),
                    each.unit(),
                    cell(each.median()),
                    cell(each.slowest()),
                    cell(each.fastest()),
                    cell(each.wallMedian()),
                    goal == null ? "-" : cell(goal.reach()),
                    goal == null ? "-" : cell(goal.excellent()),
                    remark(each));
        }
    }

    private static String remark(Measurement each) {
        StringBuilder text = new StringBuilder(standing(each));
        if (each.details().containsKey("f")) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "f %.4f, %.0f of %.0f frames wrong, %.0f round trips",
                            each.details().get("f"),
                            each.details().get("frameErrors"),
                            each.details().get("frames"),
                            each.details().get("roundTrips")));
        }
        return text.toString();
    }

    private static String standing(Measurement each) {
        Goal goal = each.goal();
        if (goal == null) {
            return "";
        }
        String word = goal.standing(each.median());
        return each.details().containsKey("f") ? word + "; " : word;
    }

    private static String cell(double value) {
        String format = value >= 1000 ? "%.0f" : value >= 1 ? "%.1f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    /** One document; {@code quick} says that the figures are worth nothing. */
    static String json(List<Measurement> measurements, boolean quick) {
        ObjectNode document = Document.of("qkd", quick).put("threads", 1).put("time", TIME);
        ArrayNode rows = document.putArray("rows");
        for (Measurement each : measurements) {
            ObjectNode row =
                    rows.addObject()
                            .put("stage", each.stage())
                            .put("name", each.name())
                            .put("unit", each.unit())
                            .put("median", each.median())
                            .put("slowest", each.slowest())
                            .put("fastest", each.fastest())
                            .put("wallMedian", each.wallMedian())
                            .put("runs", each.runs());
            Goal goal = each.goal();
            if (goal != null) {
                row.put("reach", goal.reach()).put("excellent", goal.excellent());
            }
            each.details().forEach(row::put);
        }
        return Document.text(document);
    }
}
