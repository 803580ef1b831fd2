package io.warifu.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** The fixed vectors of QGW/1, by name; see the head of the file for where they come from. */
public final class Vectors {

    private static final String FILE = "/gateway/qgw1-vectors.txt";

    private Vectors() {}

    public static byte[] bytes(String name) {
        String hex = all().get(name);
        if (hex == null) {
            throw new IllegalArgumentException("no vector named " + name);
        }
        return HexFormat.of().parseHex(hex);
    }

    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.US_ASCII);
    }

    private static Map<String, String> all() {
        try (InputStream in = Vectors.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("missing " + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" = ", -1))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
