package io.warifu.demo.shares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.warifu.demo.CommandRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whole command lines on real files, and Debian's programs on the same ones. */
final class SharesCommandTest {

    private final byte[] secret = new byte[300_001];
    private Path folder = Path.of("");

    @BeforeEach
    void makeASecret(@TempDir Path fresh) throws IOException {
        folder = fresh;
        new Random(9).nextBytes(secret);
        Files.write(folder.resolve("secret"), secret);
    }

    @Test
    void splitsAndRestoresFromEveryThreeOfFive() throws IOException {
        CommandRun split =
                CommandRun.of("shares", "split", "-k", "3", "-n", "5", at("secret"), at("s"));
        assertThat(split.exitCode()).as(split.err()).isZero();
        assertThat(split.err()).contains("any 3 of them");
        assertThat(names()).containsExactly("s.001", "s.002", "s.003", "s.004", "s.005", "secret");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("s.001"))))
                .isEqualTo("rw-------");
        for (int a = 1; a <= 5; a++) {
            for (int b = a + 1; b <= 5; b++) {
                for (int c = b + 1; c <= 5; c++) {
                    CommandRun back =
                            CommandRun.of("shares", "combine", "-o", at("back"), s(c), s(a), s(b));
                    assertThat(back.exitCode()).as(back.err()).isZero();
                    assertThat(Files.readAllBytes(folder.resolve("back"))).isEqualTo(secret);
                }
            }
        }
    }

    @Test
    void refusesTooFewDoubledUnequalEmptyAndMisnamedShares() throws IOException {
        split();
        requireRefusal("SHARES_BELOW_THRESHOLD: 2 of the 3 shares", s(1), s(2));
        requireRefusal("SHARES_BELOW_THRESHOLD: 1 of the 3 shares", s(1));
        requireRefusal("BAD_REQUEST: share 001 is given twice", s(1), s(2), s(1));
        Files.write(folder.resolve("t.004"), new byte[5]);
        requireRefusal("SHARE_MALFORMED: " + at("t.004") + " has 5 bytes", s(1), s(2), at("t.004"));
        Files.write(folder.resolve("u.005"), new byte[0]);
        requireRefusal("SHARE_MALFORMED: " + at("u.005") + " is empty", s(1), s(2), at("u.005"));
        for (String name : List.of("s.000", "s.256", "s.999", "s.1", "s", "s.01x")) {
            Files.copy(folder.resolve("s.001"), folder.resolve("x" + name));
            requireRefusal("BAD_REQUEST: " + at("x" + name), s(1), s(2), at("x" + name));
        }
        requireRefusal("NOT_FOUND: " + s(9), s(1), s(2), s(9));
        requireRefusal("BAD_REQUEST: k: 2 to 255", "-k", "1", s(1), s(2), s(3));
        requireRefusal("SHARES_BELOW_THRESHOLD: 3 of the 4", "-k", "4", s(1), s(2), s(3));
    }

    @Test
    void moreThanEnoughSharesAreCheckedAndTheWrongOneIsNamed() throws IOException {
        split();
        byte[] wrong = Files.readAllBytes(folder.resolve("s.004"));
        wrong[200_000] ^= 1;
        Files.write(folder.resolve("s.004"), wrong);
        requireRefusal("INTEGRITY_FAILED: the shares contradict", s(1), s(2), s(4), s(5));
        requireRefusal("seems to be [4]", s(1), s(2), s(3), s(4), s(5));
        assertThat(
                        CommandRun.of("shares", "combine", "-o", at("back"), s(1), s(2), s(3), s(5))
                                .exitCode())
                .isZero();
    }

    private void requireRefusal(String start, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("shares", "combine", "-o", at("out")));
        command.addAll(List.of(arguments));
        CommandRun answer = CommandRun.of(command.toArray(String[]::new));
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).contains(start).doesNotContain("a bug");
        assertThat(names()).doesNotContain("out", "out.part");
    }

    @Test
    void aSplitThatFailsOrWouldLeaveOtherSharesBesideItsOwnWritesNothing() throws IOException {
        Files.write(folder.resolve("empty"), new byte[0]);
        requireSplitRefusal("BAD_REQUEST: there is nothing to split", at("empty"), at("e"));
        requireSplitRefusal("NOT_FOUND", at("missing"), at("e"));
        requireSplitRefusal("NOT_FOUND", at("secret"), at("nowhere/e"));
        requireSplitRefusal("BAD_REQUEST: a threshold needs", "-k", "6", at("secret"), at("e"));
        requireSplitRefusal("BAD_REQUEST: a threshold needs", "-n", "256", at("secret"), at("e"));
        Files.write(folder.resolve("e.017"), new byte[1]);
        requireSplitRefusal("CONFLICT: " + at("e.017"), at("secret"), at("e"));
        assertThat(names()).containsExactly("e.017", "empty", "secret");
    }

    private static void requireSplitRefusal(String start, String... arguments) {
        List<String> command = new ArrayList<>(List.of("shares", "split"));
        command.addAll(List.of(arguments));
        CommandRun answer = CommandRun.of(command.toArray(String[]::new));
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).startsWith("warifu: " + start);
    }

    @Test
    void readsStandardInput() throws IOException {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(secret));
            assertThat(
                            CommandRun.of("shares", "split", "-k", "2", "-n", "3", "-", at("s"))
                                    .exitCode())
                    .isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(CommandRun.of("shares", "combine", "-o", at("back"), s(3), s(1)).exitCode())
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve("back"))).isEqualTo(secret);
    }

    @Test
    void gfcombineOpensOursAndWeOpenGfsplits() throws Exception {
        requirePrograms();
        split();
        gfshare("gfcombine", "-o", at("back"), s(5), s(2), s(4));
        assertThat(Files.readAllBytes(folder.resolve("back"))).isEqualTo(secret);
        gfshare("gfsplit", "-m", "7", "-n", "4", at("secret"), at("g"));
        List<String> theirs =
                names().stream().filter(name -> name.startsWith("g.")).map(this::at).toList();
        assertThat(theirs).hasSize(7);
        List<String> four = new ArrayList<>(List.of("shares", "combine", "-o", at("four")));
        four.addAll(theirs.subList(2, 6));
        CommandRun answer = CommandRun.of(four.toArray(String[]::new));
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.err()).contains("the files do not say how many");
        assertThat(Files.readAllBytes(folder.resolve("four"))).isEqualTo(secret);
        List<String> all =
                new ArrayList<>(List.of("shares", "combine", "-k", "4", "-o", at("all")));
        all.addAll(theirs);
        assertThat(CommandRun.of(all.toArray(String[]::new)).exitCode()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("all"))).isEqualTo(secret);
        requireRefusal(
                "SHARES_BELOW_THRESHOLD: 3 of the 4",
                "-k",
                "4",
                theirs.get(0),
                theirs.get(1),
                theirs.get(2));
    }

    /** As in the library's own tests: in CI the programs must be there. */
    private static void requirePrograms() {
        boolean there = Files.isExecutable(Path.of("/usr/bin/gfsplit"));
        if (System.getenv("CI") == null) {
            assumeTrue(there, "gfsplit is not installed (libgfshare-bin)");
        }
        assertThat(there).as("gfsplit in CI").isTrue();
    }

    private static void gfshare(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void split() {
        assertThat(CommandRun.of("shares", "split", at("secret"), at("s")).exitCode()).isZero();
    }

    private String s(int x) {
        return at("s.%03d".formatted(x));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
