package io.warifu.keys.vault;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a sealed secret is about: a kind and its fields, each with its length, so that no two lists
 * read the same. A sealed key that is put into another row does not open there.
 */
public record AssociatedData(String kind, List<String> fields) {

    public AssociatedData {
        fields = List.copyOf(fields);
    }

    public static AssociatedData of(String kind, String... fields) {
        return new AssociatedData(kind, List.of(fields));
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, kind);
            out.writeInt(fields.size());
            for (String field : fields) {
                write(out, field);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
