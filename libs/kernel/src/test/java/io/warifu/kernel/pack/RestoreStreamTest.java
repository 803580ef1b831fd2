package io.warifu.kernel.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoreStreamTest {

    @Test
    void carriesNamesAndBytes() throws Exception {
        Map<String, byte[]> read = read(stream());
        assertThat(read).containsOnlyKeys("a/b", "%FF");
        assertThat(read.get("a/b")).containsExactly(1, 2, 3);
        assertThat(read.get("%FF")).isEmpty();
    }

    @Test
    void neverTakesACutStreamForTheWhole() throws Exception {
        byte[] whole = stream();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut))
                    .as("cut at %d", length)
                    .isInstanceOf(IOException.class);
        }
    }

    private static byte[] stream() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RestoreStream.Writer writer = new RestoreStream.Writer(out, new RestoreStream.Totals(2, 3));
        writer.file(new StoredPath("a/b"), 3);
        writer.body().write(new byte[] {1, 2, 3});
        writer.file(new StoredPath("%FF"), 0);
        writer.finish();
        return out.toByteArray();
    }

    private static Map<String, byte[]> read(byte[] stream) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        new RestoreStream.Reader(new ByteArrayInputStream(stream))
                .readAll((path, length, body) -> {
                    byte[] bytes = body.readNBytes(Math.toIntExact(length));
                    if (bytes.length != length) {
                        throw new java.io.EOFException("cut");
                    }
                    files.put(path.uriPath(), bytes);
                });
        return files;
    }
}
