package io.warifu.demo.gatewaybench;

import io.warifu.demo.control.Restoration;
import io.warifu.demo.gatewaypair.GatewayPair;
import io.warifu.demo.gatewaypair.OwnSupply;
import io.warifu.demo.gatewaypair.ProcessFigures;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast two gateways carry bytes, and at what cost: processes of their own with their real
 * protocol and a key supply over mutual TLS, in rounds that also measure what else could stand
 * between the same two ends. The figures that count are ratios inside a round, because the machine
 * is not the same from minute to minute.
 *
 * <p>Limit: everything runs on this machine over loopback, load and service included.
 */
public final class GatewayBenchmark {

    private static final long MEBIBYTE = 1L << 20;
    private static final int PINGS = 8_000;
    private static final int QUICK_PINGS = 500;
    private static final int WARM_UP_PASSES = 4;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Choice choice;
    private final Terminal terminal;
    private final GatewayReport report;

    private GatewayBenchmark(Choice choice, Terminal terminal) {
        this.choice = choice;
        this.terminal = terminal;
        this.report = new GatewayReport(choice);
    }

    /**
     * What to run.
     *
     * @param file for the JSON; a folder for the work is made beside it
     * @param mebibytes that one measurement of throughput sends
     * @param streams at once
     * @param quick no warming up, few requests: the figures mean nothing
     * @param profile whether the gateways write a JFR recording each, beside the JSON
     * @param interactive whether standard error ends at a terminal
     */
    public record Choice(
            Path file,
            int rounds,
            int mebibytes,
            int streams,
            boolean quick,
            boolean profile,
            boolean interactive) {

        /** For {@link #main}. */
        public List<String> toArguments() {
            return List.of(
                    file.toString(),
                    Integer.toString(rounds),
                    Integer.toString(mebibytes),
                    Integer.toString(streams),
                    Boolean.toString(quick),
                    Boolean.toString(profile),
                    Boolean.toString(interactive));
        }

        private static Choice ofArguments(String[] arguments) {
            return new Choice(
                    Path.of(arguments[0]),
                    Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    Boolean.parseBoolean(arguments[4]),
                    Boolean.parseBoolean(arguments[5]),
                    Boolean.parseBoolean(arguments[6]));
        }

        int pings() {
            return quick ? QUICK_PINGS : PINGS;
        }

        long bytes() {
            return mebibytes * MEBIBYTE;
        }
    }

    /** Takes what {@link Choice#toArguments} made; exit code 1 if a byte was wrong. */
    static void main(String[] arguments) {
        Choice choice = Choice.ofArguments(arguments);
        Terminal terminal = new Terminal(System.err, choice.interactive());
        int exitCode = 1;
        try {
            exitCode = new GatewayBenchmark(choice, terminal).run() ? 0 : 1;
        } catch (WarifuException e) {
            terminal.line("warifu: " + e.code() + ": " + e.getMessage());
        } catch (IOException e) {
            terminal.line("warifu: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            terminal.line("warifu: interrupted");
        }
        System.exit(exitCode);
    }

    private boolean run() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(choice.file().resolveSibling(""), "gateway-work-");
        SecureRandom random = new SecureRandom();
        try {
            report.cipher(CipherYardstick.secondsPerGibibyte());
            terminal.line("starting two gateways and the yardsticks");
            try (OwnSupply supply = OwnSupply.open(work.resolve("supply"), random);
                    GatewayPair pair =
                            GatewayPair.start(work.resolve("pair"), supply, pairChoice());
                    Yardsticks yardsticks =
                            Yardsticks.start(
                                    work.resolve("yardsticks"), pair.service().port(), random)) {
                List<Route> routes = new ArrayList<>(yardsticks.routes());
                routes.add(new Route(Route.GATEWAY, pair.east().tunnelPort(), pair.pids()));
                if (!choice.quick()) {
                    warmUp(routes);
                }
                rounds(routes);
                CrowdPhase crowds = new CrowdPhase(choice, terminal);
                for (Route route : routes) {
                    if (!route.pids().isEmpty()) {
                        report.crowd(route, crowds.run(route));
                    }
                }
            }
            report.keys(KeysPhase.run(work.resolve("keys"), choice, terminal, random));
        } finally {
            Restoration.deleteTree(work);
        }
        terminal.closeBar();
        report.print(System.out);
        Files.writeString(choice.file(), report.json());
        System.out.printf("%nwritten to %s%n", choice.file());
        return report.allBytesRight();
    }

    private GatewayPair.Choice pairChoice() {
        if (!choice.profile()) {
            return GatewayPair.Choice.PLAIN;
        }
        // %p is the process id; the folder outlives the work.
        Path recording = choice.file().resolveSibling("gateway-%p.jfr");
        return new GatewayPair.Choice(
                GatewayPair.Choice.PLAIN.settings(),
                false,
                List.of(
                        "-XX:StartFlightRecording=settings=profile,filename=" + recording,
                        "-Xlog:jfr*=off"));
    }

    private void warmUp(List<Route> routes) throws IOException {
        long started = System.nanoTime();
        int done = 0;
        for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
            for (Route route : routes) {
                terminal.progress(
                        "warming up",
                        done++,
                        WARM_UP_PASSES * (long) routes.size(),
                        "runs",
                        started);
                var _ = Load.bulk(route.port(), choice.bytes());
                var _ = Load.pingPong(route.port(), choice.pings());
            }
        }
    }

    /** Each round begins with another route, so that none always follows the same other one. */
    private void rounds(List<Route> routes) throws IOException {
        long started = System.nanoTime();
        int done = 0;
        for (int round = 0; round < choice.rounds(); round++) {
            for (int i = 0; i < routes.size(); i++) {
                Route route = routes.get((round + i) % routes.size());
                report.sample(route, sample(route));
                terminal.progress(
                        "measuring",
                        ++done,
                        choice.rounds() * (long) routes.size(),
                        "runs",
                        started);
            }
        }
    }

    private Sample sample(Route route) throws IOException {
        double before = ProcessFigures.processorSeconds(route.pids());
        double seconds = Load.bulk(route.port(), choice.bytes());
        double used = ProcessFigures.processorSeconds(route.pids()) - before;
        long[] nanos = Load.pingPong(route.port(), choice.pings());
        return new Sample(
                choice.mebibytes() / seconds,
                used * 1024 / choice.mebibytes(),
                nanos[nanos.length / 2] / NANOS_PER_MICRO,
                nanos[nanos.length * 99 / 100] / NANOS_PER_MICRO);
    }
}
