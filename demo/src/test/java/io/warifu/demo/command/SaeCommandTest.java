package io.warifu.demo.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.CommandRun;
import io.warifu.demo.pki.DevelopmentAuthority;
import io.warifu.demo.pki.Enrolment;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whole command lines on a state folder whose network does not run. */
final class SaeCommandTest {

    private static final String HEX = "ab".repeat(32);

    @TempDir private Path folder;

    @Test
    void withoutANetworkItSaysWhatToDo() {
        for (String[] command :
                List.of(
                        new String[] {"sae", "list"},
                        new String[] {"sae", "revoke", "x"},
                        new String[] {
                            "sae", "add", "--id", "x", "--site", "tokyo", "--sha256", HEX
                        })) {
            CommandRun answer = run(command);
            assertThat(answer.exitCode()).isEqualTo(1);
            assertThat(answer.err()).contains("there is no network in", "run ./warifu up first");
        }
    }

    @Test
    void exactlyOneSourceOfTheCertificateIsNeeded() throws IOException {
        network();
        assertThat(run("sae", "add", "--id", "x", "--site", "tokyo").exitCode()).isEqualTo(2);
        CommandRun both =
                run("sae", "add", "--id", "x", "--site", "tokyo", "--sha256", HEX, "--issue", "x");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("mutually exclusive");
    }

    @Test
    void whatIsNoIdNoFingerprintOrNoCertificateIsRefused() throws IOException {
        network();
        assertThat(run("sae", "add", "--id", "a b", "--site", "tokyo", "--sha256", HEX).err())
                .startsWith("warifu: BAD_REQUEST: an SAE id has");
        assertThat(run("sae", "add", "--id", "x", "--site", "tokyo", "--sha256", "abc").err())
                .startsWith("warifu: BAD_REQUEST: --sha256 needs 64");
        assertThat(add("x", "--certificate", folder.resolve("none.crt").toString()).err())
                .startsWith("warifu: NOT_FOUND: there is no readable file");
        Path text = Files.writeString(folder.resolve("text.crt"), "hello");
        assertThat(add("x", "--certificate", text.toString()).err())
                .contains("holds no X.509 certificate");
    }

    @Test
    void anEnrolmentReachesTheFilesOfKeyManagersThatAreDown() throws IOException {
        Home home = network();
        Path out = folder.resolve("sae");
        CommandRun issued = add("hospital-vpn", "--issue", out.toString());
        assertThat(issued.exitCode()).as(issued.err()).isZero();
        assertThat(issued.err()).contains("learns hospital-vpn at its next start");
        assertThat(out.resolve("hospital-vpn.key")).exists();
        List<Enrolment.Sae> known = Enrolment.read(home.enrolment(NetworkPlan.OSAKA));
        assertThat(known).extracting(Enrolment.Sae::id).contains("hospital-vpn");

        CommandRun again = add("hospital-vpn", "--issue", out.toString());
        assertThat(again.err()).contains("CONFLICT", "enrol it with --certificate");
        CommandRun given =
                add("hospital-vpn", "--certificate", out.resolve("hospital-vpn.crt").toString());
        assertThat(given.exitCode()).isZero();
        assertThat(given.err()).doesNotContain("not issued by this network");
        assertThat(Enrolment.read(home.enrolment(NetworkPlan.OSAKA))).isEqualTo(known);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsEnrolledWithAWarning() throws IOException {
        network();
        DevelopmentAuthority other =
                DevelopmentAuthority.open(
                        folder.resolve("other"), Clock.systemUTC(), new SecureRandom());
        var _ = other.identity(folder, "foreign", List.of(), List.of());
        CommandRun answer =
                add("foreign", "--certificate", folder.resolve("foreign.crt").toString());
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.err()).contains("is not issued by this network's authority");
    }

    @Test
    void aRevocationThatReachedNobodyFailsAndSaysSo() throws IOException {
        Home home = network();
        assertThat(add("vpn", "--sha256", HEX).exitCode()).isZero();
        CommandRun answer = run("sae", "revoke", "vpn");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).contains("still takes vpn; revoke it again");
        assertThat(Enrolment.read(home.enrolment(NetworkPlan.TOKYO))).isEmpty();
        assertThat(run("sae", "list").err()).contains("no key manager answers");
    }

    private Home network() throws IOException {
        Home home = new Home(folder.resolve("home"));
        DevelopmentAuthority authority =
                DevelopmentAuthority.open(home.authority(), Clock.systemUTC(), new SecureRandom());
        var _ =
                authority.identity(
                        home.operator(), "operator", List.of(), List.of("urn:warifu:operator:x"));
        NetworkPlan.SITES.forEach(site -> home.identity(site).toFile().mkdirs());
        return home;
    }

    private CommandRun add(String id, String source, String value) {
        return run("sae", "add", "--id", id, "--site", "kochi", source, value);
    }

    private CommandRun run(String... words) {
        return CommandRun.of(
                Stream.concat(
                                Stream.of(words),
                                Stream.of("--home", folder.resolve("home").toString()))
                        .toArray(String[]::new));
    }
}
