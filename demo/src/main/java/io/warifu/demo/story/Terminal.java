package io.warifu.demo.story;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What a person sees of long work: a bar that is drawn again on a terminal, and one plain line
 * every few seconds where the output is a file or a pipe.
 */
public final class Terminal {

    /** Before a twentieth is done, its speed foretells nothing. */
    private static final long LEAST_PART = 20;

    private static final int BAR_CELLS = 28;
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);
    private static final Duration BAR_INTERVAL = Duration.ofMillis(100);
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final boolean interactive;
    private long lastDrawnNanos;
    private boolean barOpen;

    public Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
        // The first plain line comes after one interval: short work needs none.
        this.lastDrawnNanos =
                interactive ? System.nanoTime() - BAR_INTERVAL.toNanos() : System.nanoTime();
    }

    /** Standard error, so that standard output holds results only. */
    public static Terminal ofProcess() {
        return new Terminal(System.err, standardErrorIsTerminal());
    }

    @SuppressWarnings("SystemConsoleNull") // Null or no terminal, by release: both are asked for.
    private static boolean standardErrorIsTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    public void line(String text) {
        closeBar();
        out.println(text);
    }

    /**
     * Shows how far something is.
     *
     * @param startedNanos of {@link System#nanoTime()} when the work began
     */
    public void progress(String what, long done, long total, String unit, long startedNanos) {
        long now = System.nanoTime();
        if (!due(now, total > 0 && done >= total)) {
            return;
        }
        double seconds = Math.max((now - startedNanos) / NANOS_PER_SECOND, 1e-3);
        draw(text(what, done, total, unit, seconds));
    }

    /** Shows how much of a set time has passed, both in tenths of a second. */
    public void time(String what, long passed, long total) {
        if (due(System.nanoTime(), passed >= total)) {
            draw(
                    String.format(
                            Locale.ROOT,
                            "%s %s %.1f/%.1f s",
                            what,
                            bar(passed, total),
                            passed / 10.0,
                            total / 10.0));
        }
    }

    private boolean due(long now, boolean finished) {
        Duration interval = interactive ? BAR_INTERVAL : PLAIN_INTERVAL;
        if (now - lastDrawnNanos < interval.toNanos() && !(finished && interactive)) {
            return false;
        }
        lastDrawnNanos = now;
        return true;
    }

    private void draw(String text) {
        if (interactive) {
            out.print("\r\033[K" + text);
            out.flush();
            barOpen = true;
        } else {
            out.println(text);
        }
    }

    public void closeBar() {
        if (barOpen) {
            out.println();
            barOpen = false;
        }
    }

    /** One line of progress; how long it may still take only once the beginning is over. */
    private static String text(String what, long done, long total, String unit, double seconds) {
        double rate = done / seconds;
        if (total <= 0) {
            return String.format(Locale.ROOT, "%s %,d %s, %,.0f/s", what, done, unit, rate);
        }
        String left =
                done >= total / LEAST_PART && rate > 0 && done < total
                        ? String.format(Locale.ROOT, ", %.0f s left", (total - done) / rate)
                        : "";
        return String.format(
                Locale.ROOT,
                "%s %s %,d/%,d %s, %,.0f/s%s",
                what,
                bar(done, total),
                done,
                total,
                unit,
                rate,
                left);
    }

    private static String bar(long done, long total) {
        int filled = (int) (BAR_CELLS * Math.min(done, total) / Math.max(1, total));
        return "[" + "#".repeat(filled) + ".".repeat(BAR_CELLS - filled) + "]";
    }
}
