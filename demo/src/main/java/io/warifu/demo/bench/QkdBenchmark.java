package io.warifu.demo.bench;

import io.warifu.demo.story.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rates of the stages of a QKD link on one thread, with yardsticks in the same run. Runs in a JVM
 * of its own, which has the server compiler and the Vector API.
 */
public final class QkdBenchmark {

    private static final double WARM_UP_SECONDS = 2;

    private QkdBenchmark() {}

    /**
     * What to run.
     *
     * @param stages their names
     * @param runs measured runs of each row
     * @param quick whether to skip warming up: the figures are then worth nothing
     * @param interactive whether standard error ends at a terminal
     */
    public record Choice(
            Path file, List<String> stages, int runs, boolean quick, boolean interactive) {

        public Choice {
            stages = List.copyOf(stages);
        }

        /** For {@link #main}. */
        public List<String> toArguments() {
            return List.of(
                    file.toString(),
                    String.join(",", stages),
                    Integer.toString(runs),
                    Boolean.toString(quick),
                    Boolean.toString(interactive));
        }

        private static Choice ofArguments(String[] arguments) {
            return new Choice(
                    Path.of(arguments[0]),
                    List.of(arguments[1].split(",")),
                    Integer.parseInt(arguments[2]),
                    Boolean.parseBoolean(arguments[3]),
                    Boolean.parseBoolean(arguments[4]));
        }
    }

    /** The names of all stages, in the order of the link. */
    public static List<String> stageNames() {
        return Stages.all().stream().map(Stage::name).toList();
    }

    /** A line for each stage: its name and what it is. */
    public static List<String> describeStages() {
        List<String> lines = new ArrayList<>();
        for (Stage stage : Stages.all()) {
            lines.add(String.format("  %-12s %s", stage.name(), stage.description()));
        }
        return lines;
    }

    /** Takes what {@link Choice#toArguments} made. */
    static void main(String[] arguments) throws Exception {
        run(Choice.ofArguments(arguments));
    }

    /** Prints the table and writes the JSON. */
    static void run(Choice choice) throws Exception {
        Terminal terminal = new Terminal(System.err, choice.interactive());
        Meter meter = new Meter(choice.runs(), choice.quick() ? 0 : WARM_UP_SECONDS, terminal);
        for (Stage stage : Stages.all()) {
            if (choice.stages().contains(stage.name())) {
                stage.measure(meter);
            }
        }
        terminal.closeBar();
        Report.print(meter.measurements(), System.out);
        Files.writeString(choice.file(), Report.json(meter.measurements(), choice.quick()));
        System.out.printf(
                "%nwritten to %s (checksum of all results %x)%n", choice.file(), meter.consumed());
    }
}
