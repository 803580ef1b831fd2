package io.warifu.demo.command;

import io.warifu.simulator.preset.FieldSimulation;
import io.warifu.simulator.preset.Figure;
import io.warifu.simulator.preset.Prediction;
import io.warifu.simulator.preset.Preset;
import io.warifu.simulator.preset.PublishedResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sets what was published beside what the formulas and the simulation say. */
@Command(
        name = "replay",
        description = "Compare published results of a link with prediction and simulation.",
        mixinStandardHelpOptions = true)
public final class QkdReplayCommand implements Callable<Integer> {

    /** Fixed, so that the same question has the same answer. */
    private static final long SEED = 1;

    @Option(
            names = "--preset",
            required = true,
            paramLabel = "P",
            description = "nec97, toshiba45, ntt90, gys, or another preset")
    private String presetName = "";

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    private final Function<Preset, Map<Figure, Double>> simulation;

    QkdReplayCommand() {
        this(preset -> FieldSimulation.of(preset, new SplittableRandom(SEED)));
    }

    QkdReplayCommand(Function<Preset, Map<Figure, Double>> simulation) {
        this.simulation = simulation;
    }

    private record Row(
            Figure figure,
            @Nullable PublishedResult published,
            @Nullable Double predicted,
            @Nullable Double simulated) {}

    @Override
    public Integer call() {
        Preset preset = QkdPresets.named(presetName);
        List<Row> rows = rows(preset);
        if (json) {
            printJson(preset, rows);
        } else {
            printTable(preset, rows);
        }
        return 0;
    }

    private List<Row> rows(Preset preset) {
        Map<Figure, Double> predicted = QkdPresets.calculate(() -> Prediction.of(preset));
        Map<Figure, Double> simulated = simulation.apply(preset);
        List<Row> rows = new ArrayList<>();
        Set<Figure> open = EnumSet.allOf(Figure.class);
        for (Figure figure : Figure.values()) {
            for (PublishedResult result : preset.results()) {
                if (result.figure() == figure) {
                    open.remove(figure);
                    rows.add(new Row(figure, result, predicted.get(figure), simulated.get(figure)));
                }
            }
            if (open.contains(figure)) {
                rows.add(new Row(figure, null, predicted.get(figure), simulated.get(figure)));
            }
        }
        return rows;
    }

    private static void printJson(Preset preset, List<Row> rows) {
        ObjectNode document =
                QkdPresets.document(preset).put("protocol", preset.protocol().value());
        ArrayNode figures = document.putArray("figures");
        for (Row row : rows) {
            ObjectNode node =
                    figures.addObject()
                            .put("figure", row.figure.name())
                            .put("unit", row.figure.unit());
            PublishedResult published = row.published;
            if (published == null) {
                node.putNull("published");
            } else {
                node.putObject("published")
                        .put("low", published.low())
                        .put("high", published.high())
                        .put("source", published.source())
                        .put("confidence", published.confidence().name());
            }
            node.put("predicted", row.predicted).put("simulated", row.simulated);
        }
        QkdPresets.print(document);
    }

    private static void printTable(Preset preset, List<Row> rows) {
        QkdPresets.printHead(preset);
        System.out.printf("  protocol: %s%n%n", preset.protocol().value());
        System.out.printf(
                "%-22s %-14s %13s %12s %12s  %s%n",
                "figure", "unit", "published", "predicted", "simulated", "source of the published");
        for (Row row : rows) {
            PublishedResult published = row.published;
            System.out.printf(
                    "%-22s %-14s %13s %12s %12s  %s%n",
                    row.figure.label(),
                    row.figure.unit(),
                    published == null ? "-" : range(published),
                    cell(row.predicted),
                    cell(row.simulated),
                    published == null
                            ? ""
                            : published.source() + " (" + published.confidence() + ")");
        }
        System.out.println();
        QkdPresets.printCalibrated(preset);
    }

    private static String range(PublishedResult result) {
        return result.low() == result.high()
                ? cell(result.low())
                : cell(result.low()) + " - " + cell(result.high());
    }

    private static String cell(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        double size = Math.abs(value);
        boolean whole = size >= 1000 || size == Math.rint(size);
        String format = whole ? "%.0f" : size < 0.01 ? "%.4e" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
