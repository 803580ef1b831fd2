package io.warifu.demo.sharesbench;

import io.warifu.demo.bench.Document;
import io.warifu.demo.bench.Goal;
import io.warifu.demo.sharesbench.Sampler.Row;
import io.warifu.sharing.field.Kernels;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The result as a table for people and as JSON for programs. */
final class SharesReport {

    private static final String LINE = "%-54s %-9s %9s %8s %15s %8s %9s  %s%n";
    private static final String TIME = "processor time of the one measuring thread";

    private SharesReport() {}

    static void print(List<Row> rows, PrintStream out) {
        out.printf(
                "Field arithmetic: %s. Ratio to AES-256-GCM (64 KiB) in the same samples, %s.%n%n",
                Kernels.inUse(), TIME);
        out.printf(
                LINE, "work", "unit", "rate", "ratio", "lowest-highest", "reach", "excellent", "");
        for (Row row : rows) {
            Goal goal = row.subject().goal();
            out.printf(
                    LINE,
                    row.subject().name(),
                    row.subject().unit(),
                    cell(row.rate()),
                    cell(row.ratio()),
                    cell(row.lowestRatio()) + "-" + cell(row.highestRatio()),
                    goal == null ? "-" : cell(goal.reach()),
                    goal == null ? "-" : cell(goal.excellent()),
                    goal == null ? "" : goal.standing(judged(row)));
        }
        out.printf("%nAES-256-GCM: %s GB/s (median of the rows' medians)%n", cell(yardstick(rows)));
    }

    /** What the goal is about. */
    private static double judged(Row row) {
        return row.subject().records() ? row.rate() : row.ratio();
    }

    private static double yardstick(List<Row> rows) {
        return rows.stream()
                .mapToDouble(Row::yardstick)
                .sorted()
                .skip(rows.size() / 2)
                .findFirst()
                .orElse(0);
    }

    private static String cell(double value) {
        String format = value >= 1000 ? "%,.0f" : value >= 10 ? "%.1f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    /** One document; {@code quick} says that the figures are worth nothing. */
    static String json(List<Row> rows, boolean quick) {
        ObjectNode document =
                Document.of("shares", quick)
                        .put("threads", 1)
                        .put("time", TIME)
                        .put("kernel", Kernels.inUse());
        ArrayNode list = document.putArray("rows");
        for (Row row : rows) {
            ObjectNode node =
                    list.addObject()
                            .put("id", row.subject().id())
                            .put("name", row.subject().name())
                            .put("bytes", row.subject().bytes())
                            .put("unit", row.subject().unit())
                            .put("rate", row.rate())
                            .put("aesGcmGigabytesPerSecond", row.yardstick())
                            .put("ratio", row.ratio())
                            .put("lowestRatio", row.lowestRatio())
                            .put("highestRatio", row.highestRatio());
            Goal goal = row.subject().goal();
            if (goal != null) {
                node.put("reach", goal.reach())
                        .put("excellent", goal.excellent())
                        .put("standing", goal.standing(judged(row)));
            }
        }
        return Document.text(document);
    }
}
