package io.warifu.demo.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A storage read back, independent of the generator's own classes: strict decoding first, then
 * splitting the decoded text.
 */
record ReadStorage(Path root, List<StoredFile> files) {

    /** One file; {@code name} holds the seven parts of its name. */
    record StoredFile(Path relative, List<String> name, long bytes, List<List<String>> segments) {

        String type() {
            return name.get(2);
        }

        String flag() {
            return name.get(6);
        }

        String key() {
            return String.join("_", name.subList(0, 4));
        }

        /** Field {@code number} of the first segment {@code id}, empty if it is not there. */
        String field(String id, int number) {
            return segments(id).stream().findFirst().map(s -> fieldOf(s, number)).orElse("");
        }

        List<List<String>> segments(String id) {
            return segments.stream().filter(s -> s.getFirst().equals(id)).toList();
        }

        String event() {
            return field("MSH", 9);
        }

        String text() {
            return segments.stream().map(s -> String.join("|", s)).reduce("", (a, b) -> a + b);
        }
    }

    static String fieldOf(List<String> segment, int number) {
        // MSH-1 is the bar itself.
        int place = segment.getFirst().equals("MSH") ? number - 1 : number;
        return place < segment.size() ? segment.get(place) : "";
    }

    static ReadStorage of(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            return new ReadStorage(
                    root,
                    tree.filter(Files::isRegularFile).sorted().map(f -> read(root, f)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredFile read(Path root, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text =
                    Charset.forName("ISO-2022-JP")
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            if (!text.endsWith("\r") || text.contains("\n") || text.contains("\r\r")) {
                throw new AssertionError("bad segment ends in " + file);
            }
            List<List<String>> segments =
                    text.lines().map(line -> List.of(line.split("\\|", -1))).toList();
            List<String> name = List.of(file.getFileName().toString().split("_", -1));
            return new StoredFile(root.relativize(file), name, bytes.length, segments);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    List<StoredFile> ofType(String type) {
        return files.stream().filter(file -> file.type().equals(type)).toList();
    }
}
