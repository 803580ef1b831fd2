package io.warifu.ssmix2;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The project's example files where they are present, and small messages of our own. */
public final class Examples {

    private static final Charset JIS = Charset.forName("ISO-2022-JP");

    private Examples() {}

    /** The folder of the example files; empty where the repository was checked out alone. */
    public static Optional<Path> folder() {
        Stream<Path> candidates =
                Stream.of(
                        Path.of(System.getProperty("warifu.shared", "../shared")),
                        Path.of("../shared"),
                        Path.of("../../shared"),
                        Path.of("../../../shared"),
                        Path.of("../../../../shared"));
        return candidates
                .map(shared -> shared.resolve("examples/ssmix2"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** A message of {@code segments} after a header for {@code structure}. */
    public static byte[] message(String structure, String... segments) {
        String header =
                "MSH|^~\\&|HIS|H0001|GW|SSMIX|20260401091500.123||"
                        + structure
                        + "|20260401000001|P|2.5||||||~ISO IR87||ISO 2022-1994|";
        return encoded(
                String.join("\r", Stream.concat(Stream.of(header), Stream.of(segments)).toList())
                        + "\r");
    }

    public static String pid() {
        return "PID|0001||0009000099^^^^PI||日本^本間^^^^^L^I~ニホン^ホンマ^^^^^L^P||19700102|M";
    }

    public static byte[] encoded(String text) {
        return text.getBytes(JIS);
    }

    /** All example files below {@code root}. */
    public static List<Path> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
