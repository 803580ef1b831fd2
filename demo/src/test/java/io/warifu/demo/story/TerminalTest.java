package io.warifu.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void drawsOneBarAgainAndAgainOnATerminal() {
        Terminal terminal = new Terminal(print(), true);
        // So long ago that a pause of the machine changes no digit.
        long longAgo = System.nanoTime() - TimeUnit.SECONDS.toNanos(10_000);
        terminal.progress("restoring", 500_000, 1_000_000, "files", longAgo);
        terminal.line("done");
        assertThat(text())
                .startsWith(
                        "\r\033[Krestoring [##############..............] 500,000/1,000,000 files, 50/s")
                .contains(" s left")
                .endsWith("\ndone\n");
    }

    @Test
    void foretellsNothingFromTheFirstFew() {
        Terminal terminal = new Terminal(print(), true);
        terminal.progress("restoring", 1, 100, "files", System.nanoTime());
        assertThat(text()).contains("1/100 files").doesNotContain("left");
    }

    @Test
    void writesNothingElsewhereAboutShortWork() {
        Terminal terminal = new Terminal(print(), false);
        long now = System.nanoTime();
        for (int i = 1; i <= 100; i++) {
            terminal.progress("restoring", i, 100, "files", now);
        }
        assertThat(text()).isEmpty();
        terminal.line("done");
        assertThat(text()).isEqualTo("done\n");
    }

    private PrintStream print() {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
