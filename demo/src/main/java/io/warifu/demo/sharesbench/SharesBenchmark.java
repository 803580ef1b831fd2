package io.warifu.demo.sharesbench;

import io.warifu.demo.story.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rates of the secret sharing on one thread, in a JVM of its own, which has the server compiler and
 * the Vector API.
 */
public final class SharesBenchmark {

    private static final double WARM_UP_SECONDS = 1.5;

    private SharesBenchmark() {}

    /**
     * What to run.
     *
     * @param samples of each row
     * @param quick whether to skip warming up: the figures are then worth nothing
     * @param interactive whether standard error ends at a terminal
     */
    public record Choice(Path file, int samples, boolean quick, boolean interactive) {

        /** For {@link #main}. */
        public List<String> toArguments() {
            return List.of(
                    file.toString(),
                    Integer.toString(samples),
                    Boolean.toString(quick),
                    Boolean.toString(interactive));
        }

        private static Choice ofArguments(String[] arguments) {
            return new Choice(
                    Path.of(arguments[0]),
                    Integer.parseInt(arguments[1]),
                    Boolean.parseBoolean(arguments[2]),
                    Boolean.parseBoolean(arguments[3]));
        }
    }

    /** Takes what {@link Choice#toArguments} made. */
    static void main(String[] arguments) throws Exception {
        Choice choice = Choice.ofArguments(arguments);
        Terminal terminal = new Terminal(System.err, choice.interactive());
        Sampler sampler =
                new Sampler(
                        choice.samples(),
                        choice.quick() ? 0 : WARM_UP_SECONDS,
                        terminal,
                        new GcmYardstick());
        List<Sampler.Row> rows = new ArrayList<>();
        for (Subject subject : new Subjects().all()) {
            rows.add(sampler.measure(subject));
        }
        terminal.closeBar();
        SharesReport.print(rows, System.out);
        Files.writeString(choice.file(), SharesReport.json(rows, choice.quick()));
        System.out.printf(
                "%nwritten to %s (checksum of all results %x)%n",
                choice.file(), sampler.consumed());
    }
}
