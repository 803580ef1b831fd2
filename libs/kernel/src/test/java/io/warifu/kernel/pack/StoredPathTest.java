package io.warifu.kernel.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPathTest {

    @TempDir Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "a/",
                "a//b",
                "..",
                "a/../b",
                ".",
                "%2e%2e/a",
                "a/%2E",
                "a%2fb",
                "a%00b",
                "a%",
                "a%zz",
                "a b",
                "a\\b"
            })
    void refusesWhatCouldLeaveTheRoot(String text) {
        assertThatThrownBy(() -> new StoredPath(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsANameThatIsNoTextInAnyCharacterSet() throws Exception {
        Path file = Path.of(URI.create(root.toUri() + "000/%FF%FEname%81"));
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {1});
        StoredPath stored = StoredPath.between(root, file);
        assertThat(stored.uriPath()).isEqualTo("000/%FF%FEname%81");
        Path other = root.resolve("restored");
        Path back = stored.resolveBelow(other);
        assertThat(back.toUri().getRawPath()).endsWith("/restored/000/%FF%FEname%81");
    }

    @Test
    void showsKanjiToPeople() {
        assertThat(new StoredPath("%E6%9E%B6%E7%A9%BA/x").display()).isEqualTo("架空/x");
    }
}
