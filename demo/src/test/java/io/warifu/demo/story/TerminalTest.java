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
        long oneSecondAgo = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
        terminal.progress("restoring", 50, 100, "files", oneSecondAgo);
        terminal.line("done");
        assertThat(text())
                .startsWith("\r\033[Krestoring [##############..............] 50/100 files, 5")
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
