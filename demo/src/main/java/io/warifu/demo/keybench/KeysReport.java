package io.warifu.demo.keybench;

import io.warifu.demo.bench.Document;
import io.warifu.demo.bench.Goal;
import io.warifu.demo.keybench.Phase.ProcessorTime;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The result as a table for people and as JSON for programs. */
final class KeysReport {

    static final double PAIRS_REACH = 500;
    static final double PAIRS_EXCELLENT = 1000;
    static final double PAIR_P99_MILLIS = 60;
    static final double KEYS_REACH = 8000;

    private static final String LINE = "%-44s %-8s %9s %9s %9s %9s %7s %9s  %s%n";

    private final KeysBenchmark.Choice choice;
    private final List<Row> rows = new ArrayList<>();
    private KeyLedger.@Nullable Findings findings;
    private int spareHandshakes;

    KeysReport(KeysBenchmark.Choice choice) {
        this.choice = choice;
    }

    /** The rates of one kind of work, one for each round, and the times of its calls. */
    @SuppressWarnings("ArrayRecordComponent") // Sorted once and only read after that.
    private record Row(
            String stage,
            String name,
            String unit,
            double[] sorted,
            double yardstick,
            double reach,
            double excellent,
            @Nullable Calls calls) {

        double median() {
            return sorted[(sorted.length - 1) / 2];
        }

        /** Of the yardstick's median; 0 for a yardstick. */
        double toYardstick() {
            return yardstick > 0 ? Math.round(median() / yardstick * 1000) / 1000.0 : 0;
        }
    }

    /** Times of the calls over all rounds, and who used the processors. */
    private record Calls(
            Latencies enc, Latencies dec, Latencies pair, ProcessorTime used, long keys) {

        /** Microseconds of processor time for each key. */
        double perKey(Duration time) {
            return keys == 0 ? 0 : Math.round(time.toNanos() / 100.0 / keys) / 10.0;
        }
    }

    /** Adds a yardstick and returns its median. */
    double yardstick(String name, String unit, List<Double> rates) {
        Row row = new Row("yardsticks", name, unit, sorted(rates), 0, 0, 0, null);
        rows.add(row);
        return row.median();
    }

    /**
     * Adds what was measured.
     *
     * @param keys in one exchange
     */
    void load(
            String stage,
            String name,
            String unit,
            List<Phase> phases,
            int keys,
            double yardstick) {
        Latencies enc = new Latencies();
        Latencies dec = new Latencies();
        Latencies pair = new Latencies();
        ProcessorTime used = ProcessorTime.NONE;
        List<Double> rates = new ArrayList<>();
        for (Phase phase : phases) {
            enc.addAll(phase.enc());
            dec.addAll(phase.dec());
            pair.addAll(phase.pair());
            used = used.plus(phase.processor());
            rates.add(phase.rate() * keys);
        }
        boolean single = keys == 1;
        rows.add(
                new Row(
                        stage,
                        name,
                        unit,
                        sorted(rates),
                        yardstick,
                        single ? PAIRS_REACH : KEYS_REACH,
                        single ? PAIRS_EXCELLENT : KEYS_REACH,
                        new Calls(enc, dec, pair, used, (long) pair.count() * keys)));
    }

    void findings(KeyLedger.Findings found, int spareHandshakes) {
        this.findings = found;
        this.spareHandshakes = spareHandshakes;
    }

    private static double[] sorted(List<Double> rates) {
        double[] sorted = rates.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    void print(PrintStream out) {
        out.printf(
                "%d clients, %d with batches, %d rounds; all on this machine. Rates by the clock on the"
                        + " wall.%n%n",
                choice.clients(), choice.batchClients(), choice.rounds());
        out.printf(
                LINE,
                "work",
                "unit",
                "median",
                "slowest",
                "fastest",
                "of yard.",
                "reach",
                "excellent",
                "");
        for (Row row : rows) {
            boolean goal = row.reach() > 0;
            out.printf(
                    LINE,
                    row.name(),
                    row.unit(),
                    cell(row.median()),
                    cell(row.sorted()[0]),
                    cell(row.sorted()[row.sorted().length - 1]),
                    goal ? String.format(Locale.ROOT, "%.3f", row.toYardstick()) : "-",
                    goal ? cell(row.reach()) : "-",
                    goal ? cell(row.excellent()) : "-",
                    goal ? standing(row) : "");
        }
        out.println();
        for (Row row : rows) {
            if (row.calls() != null) {
                print(row, row.calls(), out);
            }
        }
        if (findings != null) {
            out.printf(
                    "%nkeys compared %d, wrong %d, doubled %d; second requests refused %d; 503: %d,"
                            + " failed %d%s; spare handshakes %d%n",
                    findings.compared(),
                    findings.wrong(),
                    findings.doubled(),
                    findings.refusedAgain(),
                    findings.unavailable(),
                    findings.failed(),
                    findings.firstFailure() == null ? "" : " (" + findings.firstFailure() + ")",
                    spareHandshakes);
        }
    }

    private static void print(Row row, Calls calls, PrintStream out) {
        out.printf(
                "%s: ms p50/p99/max: enc_keys %s, dec_keys %s, both %s%n",
                row.name(),
                cell(calls.enc().summary()),
                cell(calls.dec().summary()),
                cell(calls.pair().summary()));
        out.printf(
                Locale.ROOT,
                "  processor microseconds per key: key managers %.1f, database %.1f, load %.1f%n",
                calls.perKey(calls.used().keyManagers()),
                calls.perKey(calls.used().database()),
                calls.perKey(calls.used().load()));
    }

    /** Pairs have a bound on their time as well. */
    private static String standing(Row row) {
        boolean slow =
                row.calls() != null
                        && row.stage().equals("pairs")
                        && row.calls().pair().summary().p99() > PAIR_P99_MILLIS;
        String word = new Goal(row.reach(), row.excellent()).standing(row.median());
        return slow ? word + ", p99 above " + (int) PAIR_P99_MILLIS + " ms" : word;
    }

    private static String cell(Latencies.Summary times) {
        return String.format(Locale.ROOT, "%.1f/%.1f/%.0f", times.p50(), times.p99(), times.max());
    }

    private static String cell(double value) {
        return String.format(Locale.ROOT, value >= 1000 ? "%.0f" : "%.1f", value);
    }

    /** One document; {@code quick} says that the figures are worth nothing. */
    String json() {
        ObjectNode document =
                Document.of("keys", choice.quick())
                        .put("clients", choice.clients())
                        .put("batchClients", choice.batchClients())
                        .put("rounds", choice.rounds())
                        .put("seconds", choice.seconds())
                        .put("time", "by the clock on the wall, everything on one machine");
        ArrayNode list = document.putArray("rows");
        for (Row row : rows) {
            ObjectNode node =
                    list.addObject()
                            .put("stage", row.stage())
                            .put("name", row.name())
                            .put("unit", row.unit())
                            .put("median", row.median())
                            .put("slowest", row.sorted()[0])
                            .put("fastest", row.sorted()[row.sorted().length - 1]);
            if (row.reach() > 0) {
                node.put("toYardstick", row.toYardstick())
                        .put("reach", row.reach())
                        .put("excellent", row.excellent());
            }
            if (row.calls() != null) {
                add(node, row.calls());
            }
        }
        if (findings != null) {
            document.putPOJO("keys", Document.tree(findings));
            document.put("spareHandshakes", spareHandshakes);
        }
        return Document.text(document);
    }

    private static void add(ObjectNode row, Calls calls) {
        ObjectNode millis = row.putObject("millis");
        add(millis, "encKeys", calls.enc().summary());
        add(millis, "decKeys", calls.dec().summary());
        add(millis, "both", calls.pair().summary());
        row.putObject("processorMicrosPerKey")
                .put("keyManagers", calls.perKey(calls.used().keyManagers()))
                .put("database", calls.perKey(calls.used().database()))
                .put("load", calls.perKey(calls.used().load()));
    }

    private static void add(ObjectNode millis, String call, Latencies.Summary times) {
        millis.putObject(call)
                .put("p50", times.p50())
                .put("p99", times.p99())
                .put("max", times.max());
    }
}
