package io.warifu.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SS-MIX2 storages made by tests, clean and dirty. */
public final class Storages {

    private static final Charset JIS = Charset.forName("ISO-2022-JP");

    private Storages() {}

    /** A demographics message. */
    public static byte[] demographics(String patientId, String kanjiGivenName) {
        return ("MSH|^~\\&|HIS|H1|GW|SSMIX|20260401091500.123||ADT^A08^ADT_A01|1|P|2.5||||||"
                        + "~ISO IR87||ISO 2022-1994|\rEVN||20260401\rPID|0001||"
                        + patientId
                        + "^^^^PI||架空^"
                        + kanjiGivenName
                        + "^^^^^L^I~カクウ^アオイ^^^^^L^P||19610214|F\rPV1|0001|O\r")
                .getBytes(JIS);
    }

    /** The path of a record below a root. */
    public static String path(String patientId, String date, String type, String order, int flag) {
        return patientId.substring(0, 3)
                + "/"
                + patientId.substring(3, 6)
                + "/"
                + patientId
                + "/"
                + date
                + "/"
                + type
                + "/"
                + name(patientId, date, type, order, flag);
    }

    private static String name(String patientId, String date, String type, String order, int flag) {
        return patientId + "_" + date + "_" + type + "_" + order + "_20260401091500123_01_" + flag;
    }

    /** Writes a file below {@code root} at a path in URI form, so that any bytes can be a name. */
    public static Path write(Path root, String uriPath, byte[] content) {
        try {
            Path file = Path.of(URI.create(root.toUri() + uriPath));
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code patients} patients with demographics and one further record each. */
    public static void clean(Path root, int patients) {
        clean(root, 0, patients);
    }

    /** The same for the patients from number {@code first} on. */
    public static void clean(Path root, int first, int patients) {
        for (int i = first; i < first + patients; i++) {
            String id = "00090%05d".formatted(i);
            write(root, path(id, "-", "ADT-00", "9", 1), demographics(id, "葵"));
            write(root, path(id, "20260402", "OMP-01", "100", 1), demographics(id, "葵"));
            write(
                    root,
                    path(id, "20260402", "OML-11", "101", 1),
                    ("not a message " + i).getBytes(JIS));
        }
    }

    /** What published storages really hold, and worse. */
    public static void dirty(Path root) {
        String id = "0009000017";
        write(root, path(id, "-", "ADT-00", "9", 1), demographics(id, "葵"));
        write(root, path(id, "20260402", "OMP-01", "1", 1), new byte[] {(byte) 0x83, 0x5C});
        write(root, path(id, "20260402", "OMP-01", "2", 1), new byte[0]);
        write(root, path(id, "20260402", "OMP-01", "3", 1), demographics("0009000025", "蓮"));
        write(
                root,
                "000/900/0009000017/20260402/ADT-31/"
                        + name("0009000025", "20260403", "OMP-11", "4", 1),
                demographics("0009000025", "蓮"));
        write(root, "000/900/0009000017/20260402/OMP-01/readme.txt", new byte[] {1});
        write(root, "000/900/0009000017/20260402/OMP-01/%93%FA_%FF", new byte[] {2});
        write(root, "loose", new byte[] {3});
        write(root, "%E6%96%87%E6%9B%B8/%5E%5E18842-5/x", new byte[] {4});
        write(root, path(id, "20260402", "OMG-12", "5", 1), random(3 * 1024 * 1024 + 17));
        write(root, path(id, "20260402", "OMG-12", "6", 1), random(1024 * 1024));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Every file of a storage under its path in URI form. */
    public static Map<String, byte[]> read(Path root) {
        String base = root.toUri().getRawPath();
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(
                        file.toUri().getRawPath().substring(base.length()),
                        Files.readAllBytes(file));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
