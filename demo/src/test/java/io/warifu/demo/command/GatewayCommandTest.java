package io.warifu.demo.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.demo.CommandRun;
import io.warifu.demo.control.HostPort;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines about gateways that need no network, or find none. */
final class GatewayCommandTest {

    @TempDir Path home;

    @Test
    void plansForALinkWithoutANetwork() {
        CommandRun rich = CommandRun.of("gateway", "plan", "--link", "10000");
        assertThat(rich.exitCode()).isZero();
        assertThat(rich.out())
                .contains("set soft-time to 60 s")
                .contains("4.27")
                .doesNotContain("too dear");
        CommandRun poor = CommandRun.of("gateway", "plan", "--link", "2");
        assertThat(poor.out()).contains("cannot pay any setting").contains("too dear");
        assertThat(CommandRun.of("gateway", "plan", "--link", "0").err())
                .startsWith("warifu: BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "host:", ":1", "host:0", "host:65536", "host:x"})
    void takesNoAddressWithoutHostAndPort(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text));
        CommandRun answer =
                CommandRun.of(
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
        CommandRun answer =
                CommandRun.of(
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
            CommandRun answer = CommandRun.of(all);
            assertThat(answer.exitCode()).as(answer.out()).isEqualTo(1);
            assertThat(answer.err()).startsWith("warifu: NOT_FOUND: there is no network in");
            assertThat(home).isEmptyDirectory();
        }
    }
}
