package io.warifu.sharing;

import static io.warifu.sharing.SharesForTests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.warifu.sharing.field.Gf256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Debian's gfsplit and gfcombine, which we did not write, in both directions. CI installs
 * libgfshare-bin; there, missing programs fail these tests instead of skipping them.
 */
class GfshareTest {

    @BeforeAll
    static void requirePrograms() {
        boolean there =
                Files.isExecutable(Path.of("/usr/bin/gfsplit"))
                        && Files.isExecutable(Path.of("/usr/bin/gfcombine"));
        if (System.getenv("CI") == null) {
            assumeTrue(there, "gfsplit and gfcombine are not installed (libgfshare-bin)");
        }
        assertThat(there).as("gfsplit and gfcombine in CI").isTrue();
    }

    @ParameterizedTest(name = "{0}-of-{1}, {2} bytes")
    @CsvSource({
        "2, 2, 1",
        "2, 3, 1",
        "2, 3, 17",
        "3, 5, 1",
        "3, 5, 4096",
        "3, 5, 300001",
        "4, 7, 65",
        "4, 7, 100000",
        "5, 9, 4097",
        "7, 31, 1000",
        "2, 255, 64",
        "100, 255, 33",
        "255, 255, 8",
    })
    void whatGfsplitMadeIsCombined(int k, int n, int length, @TempDir Path folder)
            throws Exception {
        byte[] secret = bytes(length, 1000L * k + n);
        Path file = Files.write(folder.resolve("secret"), secret);
        // It checks k against the n that it knows so far, so n comes first.
        run("gfsplit", "-m", "" + n, "-n", "" + k, file.toString(), folder + "/share");
        List<Path> files = shareFiles(folder);
        assertThat(files).hasSize(n);
        Random random = new Random(5);
        for (int trial = 0; trial < 5; trial++) {
            Collections.shuffle(files, random);
            assertThat(combined(files.subList(0, k))).isEqualTo(secret);
            int given = k + random.nextInt(n - k + 1);
            Codewords all = read(files.subList(0, given), k);
            assertThat(all.errors(length).clean()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}-of-{1}, {2} bytes")
    @CsvSource({
        "2, 3, 1",
        "3, 5, 1",
        "3, 5, 4099",
        "3, 5, 300001",
        "4, 7, 65",
        "7, 31, 1000",
        "2, 255, 64",
        "255, 255, 8",
    })
    void gfcombineOpensWhatWeMade(int k, int n, int length, @TempDir Path folder) throws Exception {
        byte[] secret = bytes(length, 7L * k + n);
        List<Share> shares =
                new ArrayList<>(
                        ShamirSharing.withCipherCoins(new SecureRandom())
                                .split(secret, new Threshold(k, n), SharesForTests.OBJECT));
        Collections.shuffle(shares, new Random(6));
        List<String> command = new ArrayList<>(List.of("gfcombine", "-o", folder + "/back"));
        for (Share share : shares.subList(0, k)) {
            Path file = folder.resolve("share.%03d".formatted(share.x()));
            Files.write(file, share.payload());
            command.add(file.toString());
        }
        run(command.toArray(String[]::new));
        assertThat(Files.readAllBytes(folder.resolve("back"))).isEqualTo(secret);
    }

    /** The largest point catches programs that take a byte for a signed number. */
    @Test
    void pointsUpTo255AreDealtAndOpened(@TempDir Path folder) throws Exception {
        byte[] secret = bytes(5_000, 3);
        int[] points = {255, 128, 127, 200, 1};
        byte[][] values = new byte[points.length][secret.length];
        try (Dealer dealer = new Dealer(new AesCtrCoins(new SecureRandom()), 3, points)) {
            dealer.deal(secret, 0, values, 0, secret.length);
        }
        for (int i = 0; i < points.length; i++) {
            Files.write(folder.resolve("s.%03d".formatted(points[i])), values[i]);
        }
        run(
                "gfcombine",
                "-o",
                folder + "/back",
                folder + "/s.255",
                folder + "/s.128",
                folder + "/s.200");
        assertThat(Files.readAllBytes(folder.resolve("back"))).isEqualTo(secret);
    }

    private static byte[] combined(List<Path> files) throws IOException {
        Codewords rows = read(files, files.size());
        byte[] secret = new byte[(int) Files.size(files.getFirst())];
        rows.valueAt(0, 0, secret, 0, secret.length);
        return secret;
    }

    private static Codewords read(List<Path> files, int k) throws IOException {
        int[] points = new int[files.size()];
        byte[][] rows = new byte[files.size()][];
        for (int i = 0; i < points.length; i++) {
            String name = files.get(i).toString();
            points[i] = Integer.parseInt(name.substring(name.lastIndexOf('.') + 1));
            assertThat(points[i]).isBetween(1, Gf256.ORDER - 1);
            rows[i] = Files.readAllBytes(files.get(i));
        }
        return new Codewords(k, points, rows);
    }

    private static List<Path> shareFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(f -> f.getFileName().toString().matches("share\\.\\d{3}"))
                            .sorted()
                            .toList());
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
