package io.warifu.demo.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.demo.OperatorCommand;
import io.warifu.demo.control.HostPort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines about gateways that need no network, or find none. */
final class GatewayCommandTest {

    @TempDir Path home;

    private record Answer(int exitCode, String out, String err) {}

    private static Answer run(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        try (PrintStream newOut = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
                PrintStream newErr = new PrintStream(errBytes, true, StandardCharsets.UTF_8)) {
            System.setOut(newOut);
            System.setErr(newErr);
            int exitCode = OperatorCommand.run(args);
            return new Answer(
                    exitCode,
                    outBytes.toString(StandardCharsets.UTF_8),
                    errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void plansForALinkWithoutANetwork() {
        Answer rich = run("gateway", "plan", "--link", "10000");
        assertThat(rich.exitCode()).isZero();
        assertThat(rich.out())
                .contains("set soft-time to 60 s")
                .contains("4.27")
                .doesNotContain("too dear");
        Answer poor = run("gateway", "plan", "--link", "2");
        assertThat(poor.out()).contains("cannot pay any setting").contains("too dear");
        assertThat(run("gateway", "plan", "--link", "0").err()).startsWith("warifu: BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "host:", ":1", "host:0", "host:65536", "host:x"})
    void takesNoAddressWithoutHostAndPort(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text));
        Answer answer =
                run(
                        "tunnel",
                        "add",
                        "--from",
                        "tokyo",
                        "--to",
                        "kochi",
                        "--listen",
                        text,
                        "--target",
                        "127.0.0.1:1");
        assertThat(answer.exitCode()).isEqualTo(2);
    }

    @Test
    void readsIpv6InBrackets() {
        assertThat(HostPort.parse("[::1]:80")).isEqualTo(new HostPort("::1", 80));
        assertThat(HostPort.parse("[::1]:80")).hasToString("[::1]:80");
    }

    @Test
    void refusesATunnelFromASiteToItself() {
        Answer answer =
                run(
                        "tunnel",
                        "add",
                        "--from",
                        "tokyo",
                        "--to",
                        "tokyo",
                        "--listen",
                        "127.0.0.1:1",
                        "--target",
                        "127.0.0.1:1",
                        "--home",
                        home.toString());
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).startsWith("warifu: BAD_REQUEST");
    }

    @Test
    void saysSoWhenThereIsNoNetwork() {
        for (String[] args :
                new String[][] {
                    {"tunnel", "list"},
                    {"tunnel", "remove", "x"},
                    {
                        "tunnel",
                        "add",
                        "--from",
                        "tokyo",
                        "--to",
                        "kochi",
                        "--listen",
                        "127.0.0.1:1",
                        "--target",
                        "127.0.0.1:1"
                    }
                }) {
            String[] all = Arrays.copyOf(args, args.length + 2);
            all[args.length] = "--home";
            all[args.length + 1] = home.toString();
            Answer answer = run(all);
            assertThat(answer.exitCode()).as(answer.out()).isEqualTo(1);
            assertThat(answer.err()).startsWith("warifu: NOT_FOUND: there is no network in");
            assertThat(home).isEmptyDirectory();
        }
    }
}
