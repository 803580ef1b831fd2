package io.warifu.demo.keybench;

import io.warifu.demo.control.Restoration;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How many keys two key managers hand out: processes of their own, one PostgreSQL with durable
 * commits, keep-alive connections by mutual TLS, every key compared. The yardsticks are what that
 * PostgreSQL commits by itself, measured in the same rounds.
 *
 * <p>Limit: clients wait for their answers before they ask again, so a stall shows in few
 * measurements; the longest time is therefore in the result too.
 */
public final class KeysBenchmark {

    /** Shares of a round's time. */
    private static final double YARDSTICK_SHARE = 0.1;

    private static final double PAIRS_SHARE = 0.5;
    private static final double BATCH_SHARE = 0.3;
    private static final double QUICK_WARM_UP_SECONDS = 0.5;
    private static final long DRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Choice choice;
    private final Terminal terminal;

    private KeysBenchmark(Choice choice, Terminal terminal) {
        this.choice = choice;
        this.terminal = terminal;
    }

    /**
     * What to run.
     *
     * @param file for the JSON; a folder for the work is made beside it
     * @param binaries where the unpacked PostgreSQL lies or will lie
     * @param clients of the first load, one key at a time
     * @param batchClients of the second load, many keys at a time
     * @param seconds measured, all rounds together
     * @param warmUpSeconds before the first round
     * @param batch keys in one request of the second load
     * @param interactive whether standard error ends at a terminal
     */
    public record Choice(
            Path file,
            Path binaries,
            int clients,
            int batchClients,
            int rounds,
            int seconds,
            int warmUpSeconds,
            int batch,
            boolean interactive) {

        /** For {@link #main}. */
        public List<String> toArguments() {
            return List.of(
                    file.toString(),
                    binaries.toString(),
                    Integer.toString(clients),
                    Integer.toString(batchClients),
                    Integer.toString(rounds),
                    Integer.toString(seconds),
                    Integer.toString(warmUpSeconds),
                    Integer.toString(batch),
                    Boolean.toString(interactive));
        }

        private static Choice ofArguments(String[] arguments) {
            return new Choice(
                    Path.of(arguments[0]),
                    Path.of(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]),
                    Integer.parseInt(arguments[5]),
                    Integer.parseInt(arguments[6]),
                    Integer.parseInt(arguments[7]),
                    Boolean.parseBoolean(arguments[8]));
        }

        /** Whether the figures are worth nothing. */
        boolean quick() {
            return warmUpSeconds == 0;
        }
    }

    /** Takes what {@link Choice#toArguments} made; exit code 1 if a key was wrong. */
    static void main(String[] arguments) {
        Choice choice = Choice.ofArguments(arguments);
        Terminal terminal = new Terminal(System.err, choice.interactive());
        int exitCode = 1;
        try {
            exitCode = new KeysBenchmark(choice, terminal).run() ? 0 : 1;
        } catch (WarifuException e) {
            terminal.line("warifu: " + e.code() + ": " + e.getMessage());
        } catch (IOException | SQLException e) {
            terminal.line("warifu: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        System.exit(exitCode);
    }

    /** Prints the table and writes the JSON; whether every key was right. */
    private boolean run() throws IOException, SQLException {
        Path work = Files.createTempDirectory(choice.file().resolveSibling(""), "keys-work-");
        try {
            terminal.line("starting PostgreSQL and two key managers");
            SecureRandom random = new SecureRandom();
            try (TwoKeyManagers network =
                    TwoKeyManagers.start(work, choice.binaries(), Clock.systemUTC(), random)) {
                return run(network, random);
            }
        } finally {
            Restoration.deleteTree(work);
        }
    }

    private boolean run(TwoKeyManagers network, SecureRandom random)
            throws IOException, SQLException {
        KeyLedger ledger = new KeyLedger();
        KeysReport report = new KeysReport(choice);
        int most = Math.max(choice.clients(), choice.batchClients());
        try (CommitYardstick yardstick = new CommitYardstick(network.postgres(), most);
                BlockFeeder feeder = BlockFeeder.start(network, random);
                KeyLoad load = new KeyLoad(network, most, ledger)) {
            warmUp(load, yardstick);
            rounds(load, yardstick, feeder, report);
            report.findings(ledger.findings(), load.handshakes() - 2 * most);
        }
        terminal.closeBar();
        report.print(System.out);
        Files.writeString(choice.file(), report.json());
        System.out.printf("%nwritten to %s%n", choice.file());
        return ledger.findings().clean();
    }

    private void warmUp(KeyLoad load, CommitYardstick yardstick) throws IOException {
        double seconds = choice.quick() ? QUICK_WARM_UP_SECONDS : choice.warmUpSeconds();
        KeyLoad.Watch watch = watch("warming up");
        var _ = yardstick.run(choice.clients(), 1, seconds * YARDSTICK_SHARE, watch);
        var _ = load.run(choice.clients(), 1, seconds * PAIRS_SHARE, watch);
        var _ = load.run(choice.batchClients(), choice.batch(), seconds * BATCH_SHARE, watch);
        var _ =
                yardstick.run(
                        choice.batchClients(), choice.batch(), seconds * YARDSTICK_SHARE, watch);
    }

    private void rounds(
            KeyLoad load, CommitYardstick yardstick, BlockFeeder feeder, KeysReport report)
            throws IOException {
        double seconds = (double) choice.seconds() / choice.rounds();
        List<Double> commits = new ArrayList<>();
        List<Double> batchCommits = new ArrayList<>();
        List<Phase> pairs = new ArrayList<>();
        List<Phase> batches = new ArrayList<>();
        for (int round = 1; round <= choice.rounds(); round++) {
            String of = "round " + round + " of " + choice.rounds() + ", ";
            commits.add(
                    yardstick.run(
                            choice.clients(),
                            1,
                            seconds * YARDSTICK_SHARE,
                            watch(of + "yardstick")));
            pairs.add(load.run(choice.clients(), 1, seconds * PAIRS_SHARE, watch(of + "pairs")));
            batchCommits.add(
                    choice.batch()
                            * yardstick.run(
                                    choice.batchClients(),
                                    choice.batch(),
                                    seconds * YARDSTICK_SHARE,
                                    watch(of + "yardstick")));
            batches.add(
                    load.run(
                            choice.batchClients(),
                            choice.batch(),
                            seconds * BATCH_SHARE,
                            watch(of + "batches")));
            feeder.requireWell();
        }
        double perCommit = report.yardstick("yardstick: 1 row and audit", "commit/s", commits);
        double perRow =
                report.yardstick(
                        "yardstick: " + choice.batch() + " rows and audit, 1 commit",
                        "rows/s",
                        batchCommits);
        report.load("pairs", "enc_keys + dec_keys, number=1", "pairs/s", pairs, 1, perCommit);
        report.load(
                "batches",
                "enc_keys + dec_keys, number=" + choice.batch(),
                "keys/s",
                batches,
                choice.batch(),
                perRow);
    }

    private KeyLoad.Watch watch(String what) {
        return (start, deadline) -> {
            long tenths = (deadline - start) / 100_000_000L;
            for (long now = System.nanoTime(); now < deadline; now = System.nanoTime()) {
                terminal.time(what, (now - start) / 100_000_000L, tenths);
                LockSupport.parkNanos(Math.min(DRAW_NANOS, deadline - now));
                if (Thread.interrupted()) {
                    throw new IOException("interrupted");
                }
            }
        };
    }
}
