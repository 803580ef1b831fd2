package io.warifu.demo.command;

import io.warifu.demo.control.Ledgers;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.ledger.LedgerComparison;
import io.warifu.gateway.ledger.LedgerEpoch;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lays two sites' key ledgers side by side. */
@Command(
        name = "ledger",
        description = {
            "Compare the key ledgers of two sites: which key protected what, by both ends' word.",
            "Exit code 1 if they contradict each other."
        },
        mixinStandardHelpOptions = true)
final class GatewayLedgerCommand implements Callable<Integer> {

    private static final String LINE = "%-20s %5s %-12s %-36s %15s %15s  %s%n";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int DEFAULT_ROWS = 40;

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "SITE",
            converter = SiteConverters.AnySite.class,
            description = "one end")
    private Site from = NetworkPlan.TOKYO;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "SITE",
            converter = SiteConverters.AnySite.class,
            description = "the other end")
    private Site to = NetworkPlan.OSAKA;

    @Option(names = "--check", description = "show what does not agree, and the verdict, only")
    private boolean check;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "epochs to show (default: ${DEFAULT-VALUE}); all are compared")
    private int last = DEFAULT_ROWS;

    @Override
    public Integer call() {
        if (from.equals(to)) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "two different sites are compared");
        }
        LedgerComparison comparison = new Ledgers(options.sites()).compare(from, to);
        List<LedgerComparison.Row> rows =
                check
                        ? comparison.rows().stream().filter(r -> !r.finding().agrees()).toList()
                        : comparison.rows();
        if (!rows.isEmpty()) {
            System.out.printf(
                    LINE,
                    "confirmed (UTC)",
                    "epoch",
                    "mode",
                    "QKD key",
                    from.name() + ">",
                    to.name() + ">",
                    "finding");
        }
        rows.subList(check ? 0 : Math.max(0, rows.size() - last), rows.size()).forEach(this::print);
        comparison
                .padMismatches()
                .forEach(pads ->
                        System.out.printf("one-time pads %s: %s%n", pads.block(), pads.why()));
        System.out.printf(
                "%s and %s %s: %d epochs, %d fields under one-time pads, %d contradictions%n",
                from.name(),
                to.name(),
                comparison.agrees() ? "agree" : "CONTRADICT EACH OTHER",
                comparison.rows().size(),
                comparison.padsCompared(),
                comparison.rows().stream().filter(r -> !r.finding().agrees()).count()
                        + comparison.padMismatches().size());
        return comparison.agrees() ? 0 : 1;
    }

    private void print(LedgerComparison.Row row) {
        LedgerEpoch epoch = row.any();
        System.out.printf(
                LINE,
                TIME.format(epoch.confirmedAt()),
                Integer.toUnsignedString(epoch.name().epoch()),
                epoch.entry().mode(),
                epoch.entry().keyId().map(UUID::toString).orElse("none"),
                bytes(row.here(), row.there()),
                bytes(row.there(), row.here()),
                words(row));
    }

    /** Sent by one end, or received by the other if the first does not know. */
    private static String bytes(Optional<LedgerEpoch> sender, Optional<LedgerEpoch> receiver) {
        return count(sender, EpochTotals::bytesSent)
                .or(() -> count(receiver, EpochTotals::bytesReceived))
                .map(bytes -> String.format(Locale.ROOT, "%,d", bytes))
                .orElse("?");
    }

    private static Optional<Long> count(
            Optional<LedgerEpoch> end, ToLongFunction<EpochTotals> figure) {
        return end.flatMap(LedgerEpoch::totals).map(figure::applyAsLong);
    }

    private String words(LedgerComparison.Row row) {
        return switch (row.finding()) {
            case SAME -> "same at both ends";
            case RUNNING -> "in use or in hand";
            case CUT -> "some was on the way when a carrier was cut";
            case ENDED_BY_RESTART -> "ended by restart; its counts are lost";
            case UNFINISHED -> "never used; only one end saw it confirmed";
            case MISSING -> "MISSING at " + (row.here().isPresent() ? to.name() : from.name());
            case DIFFERENT_KEY -> "DIFFERENT KEY, MODE OR ROLE";
            case DIFFERENT_COUNT -> "DIFFERENT COUNT: " + counts(row);
        };
    }

    private static String counts(LedgerComparison.Row row) {
        return row.here().flatMap(LedgerEpoch::totals).map(EpochTotals::toString).orElse("?")
                + " against "
                + row.there().flatMap(LedgerEpoch::totals).map(EpochTotals::toString).orElse("?");
    }
}
