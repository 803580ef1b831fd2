package io.warifu.demo.gatewaybench;

import io.warifu.demo.bench.Document;
import io.warifu.demo.gatewaybench.Sample.Figure;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The result as tables for people and as JSON for programs. */
final class GatewayReport {

    private static final String LINE = "%-24s %-20s %10s %10s %10s %12s%n";
    private static final String CROWD_LINE = "%-22s %14s %10s %14s %14s %12s%n";
    private static final String GOAL_LINE = "%-44s %10s %10s %10s  %s%n";
    private static final double PEAK_REACH_MEBIBYTES = 512;

    /** Below one, in steps of the kernel's clock ticks over ten seconds. */
    private static final double IDLE_REACH_PERCENT = 0.9;

    private static final double KEYS_REACH = 1;

    private final GatewayBenchmark.Choice choice;
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<String, Crowd> crowds = new LinkedHashMap<>();
    private KeysPhase.@Nullable Keys keys;
    private double cipherSeconds;

    GatewayReport(GatewayBenchmark.Choice choice) {
        this.choice = choice;
    }

    void sample(Route route, Sample sample) {
        samples.computeIfAbsent(route.name(), _ -> new ArrayList<>()).add(sample);
    }

    void crowd(Route route, Crowd crowd) {
        crowds.put(route.name(), crowd);
    }

    void keys(KeysPhase.Keys counted) {
        keys = counted;
    }

    /** What sealing and opening 1 GiB takes alone. */
    void cipher(double secondsPerGibibyte) {
        cipherSeconds = secondsPerGibibyte;
    }

    /** Of the gateway's streams; what yardsticks lose is their own affair. */
    boolean allBytesRight() {
        Crowd crowd = crowds.get(Route.GATEWAY);
        return crowd != null && crowd.streams().right() == crowd.streams().wanted();
    }

    /** What is asked of the gateway, and what it is. */
    private record GoalRow(
            String name, double value, double reach, double excellent, boolean more) {

        String standing() {
            return meets(excellent) ? "excellent" : meets(reach) ? "reached" : "MISSED";
        }

        private boolean meets(double bound) {
            return more ? value >= bound : value <= bound;
        }
    }

    private List<GoalRow> goals() {
        List<GoalRow> goals = new ArrayList<>();
        List<Sample> own = samples.getOrDefault(Route.GATEWAY, List.of());
        List<Sample> stunnel = samples.get(Route.STUNNEL);
        if (stunnel != null) {
            goals.add(ratio(Figure.THROUGHPUT, own, stunnel, 1.7, 2.0, true));
            goals.add(ratio(Figure.PROCESSOR, own, stunnel, 0.65, 0.45, false));
            goals.add(ratio(Figure.P50, own, stunnel, 1.2, 0.9, false));
            goals.add(ratio(Figure.P99, own, stunnel, 1.2, 0.9, false));
        }
        Crowd crowd = crowds.get(Route.GATEWAY);
        if (crowd != null) {
            goals.add(
                    new GoalRow(
                            "streams at once, wrong or lost",
                            crowd.streams().wanted() - crowd.streams().right(),
                            0,
                            0,
                            false));
            goals.add(
                    new GoalRow(
                            "resident at most, MiB, the larger gateway",
                            Math.max(crowd.nearPeakMebibytes(), crowd.farPeakMebibytes()),
                            PEAK_REACH_MEBIBYTES,
                            PEAK_REACH_MEBIBYTES,
                            false));
            goals.add(
                    new GoalRow(
                            "idle after 100 streams, % of a processor",
                            100 * crowd.idleShare(),
                            IDLE_REACH_PERCENT,
                            IDLE_REACH_PERCENT,
                            false));
        }
        if (keys != null) {
            goals.add(
                    new GoalRow(
                            "QKD keys more with many streams than with one",
                            Math.abs(keys.withManyStreams() - keys.withOneStream()),
                            KEYS_REACH,
                            KEYS_REACH,
                            false));
        }
        return goals;
    }

    private static GoalRow ratio(
            Figure figure,
            List<Sample> own,
            List<Sample> stunnel,
            double reach,
            double excellent,
            boolean more) {
        return new GoalRow(
                figure.title() + ", x stunnel", figure.ratio(own, stunnel), reach, excellent, more);
    }

    void print(PrintStream out) {
        out.printf(
                "%d rounds of %d MiB on one stream and %d requests; all on this machine.%s%n%n",
                choice.rounds(),
                choice.mebibytes(),
                choice.pings(),
                samples.containsKey(Route.STUNNEL) ? "" : " stunnel: not installed.");
        for (Figure figure : Figure.values()) {
            out.printf(LINE, figure.title(), figure.unit(), "median", "least", "most", "x stunnel");
            samples.forEach((route, list) -> print(figure, route, list, out));
            out.println();
        }
        out.printf(
                Locale.ROOT,
                "sealing and opening alone: %.2f CPU-s/GiB; with the plain relay %.2f%n%n",
                cipherSeconds,
                cipherSeconds + median(Route.PLAIN, Figure.PROCESSOR));
        out.printf(
                CROWD_LINE,
                choice.streams() + " streams at once",
                "right",
                "seconds",
                "peak MiB near",
                "peak MiB far",
                "idle CPU %");
        crowds.forEach((route, crowd) -> print(route, crowd, out));
        if (keys != null) {
            out.printf(
                    "%nQKD keys in %d s, keys changing every 5 s: %d with one stream, %d with %d"
                            + " (%d of them alive at the end)%n",
                    keys.seconds(),
                    keys.withOneStream(),
                    keys.withManyStreams(),
                    choice.streams(),
                    keys.alive());
        }
        out.printf("%n" + GOAL_LINE, "goal", "measured", "reach", "excellent", "");
        for (GoalRow goal : goals()) {
            out.printf(
                    GOAL_LINE,
                    goal.name(),
                    cell(goal.value()),
                    cell(goal.reach()),
                    cell(goal.excellent()),
                    goal.standing());
        }
    }

    private void print(Figure figure, String route, List<Sample> list, PrintStream out) {
        double[] sorted = figure.sorted(list);
        List<Sample> stunnel = samples.get(Route.STUNNEL);
        out.printf(
                LINE,
                "",
                route,
                cell(Sample.median(sorted)),
                cell(sorted[0]),
                cell(sorted[sorted.length - 1]),
                stunnel == null ? "-" : cell(figure.ratio(list, stunnel)));
    }

    private static void print(String route, Crowd crowd, PrintStream out) {
        String failure = crowd.streams().firstFailure();
        out.printf(
                CROWD_LINE,
                route,
                crowd.streams().right() + "/" + crowd.streams().wanted(),
                cell(crowd.streams().seconds()),
                cell(crowd.nearPeakMebibytes()),
                cell(crowd.farPeakMebibytes()),
                cell(100 * crowd.idleShare()));
        if (failure != null) {
            out.printf("  first failure: %s%n", failure);
        }
    }

    private double median(String route, Figure figure) {
        return Sample.median(figure.sorted(samples.getOrDefault(route, List.of())));
    }

    private static String cell(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }

    String json() {
        ObjectNode document =
                Document.of("gateway", choice.quick())
                        .put("rounds", choice.rounds())
                        .put("mebibytes", choice.mebibytes())
                        .put("requests", choice.pings())
                        .put("cipherSecondsPerGibibyte", cipherSeconds)
                        .put("stunnel", samples.containsKey(Route.STUNNEL));
        ArrayNode routes = document.putArray("routes");
        samples.forEach((name, list) -> add(routes.addObject().put("name", name), list));
        ObjectNode many = document.putObject("streams");
        crowds.forEach((name, crowd) -> many.putPOJO(name, Document.tree(crowd)));
        if (keys != null) {
            document.putPOJO("keys", Document.tree(keys));
        }
        ArrayNode list = document.putArray("goals");
        for (GoalRow goal : goals()) {
            list.addObject()
                    .put("name", goal.name())
                    .put("value", goal.value())
                    .put("reach", goal.reach())
                    .put("excellent", goal.excellent())
                    .put("standing", goal.standing());
        }
        return Document.text(document);
    }

    private void add(ObjectNode route, List<Sample> list) {
        List<Sample> stunnel = samples.get(Route.STUNNEL);
        for (Figure figure : Figure.values()) {
            double[] sorted = figure.sorted(list);
            ObjectNode node =
                    route.putObject(figure.name().toLowerCase(Locale.ROOT))
                            .put("unit", figure.unit())
                            .put("median", Sample.median(sorted))
                            .put("least", sorted[0])
                            .put("most", sorted[sorted.length - 1]);
            ArrayNode all = node.putArray("rounds");
            list.forEach(sample -> all.add(figure.of(sample)));
            if (stunnel != null) {
                node.put("toStunnel", figure.ratio(list, stunnel));
            }
        }
    }
}
