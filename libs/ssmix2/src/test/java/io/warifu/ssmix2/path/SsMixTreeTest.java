package io.warifu.ssmix2.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.pack.StoredPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SsMixTreeTest implements SsMixTree.Visitor {

    @TempDir Path root;

    private final List<String> files = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    @Override
    public void file(StoredPath path, BasicFileAttributes attributes) {
        files.add(path.uriPath());
    }

    @Override
    public void skipped(String displayPath, String reason) {
        skipped.add(displayPath + ": " + reason);
    }

    @Test
    void aMissingRootAndAFileAsRootAreRefused() throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertThatThrownBy(() -> SsMixTree.open(root.resolve("absent")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> SsMixTree.open(file)).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void linksAreReportedAndNeverFollowed() throws IOException {
        Path outside = Files.createTempDirectory("outside");
        Files.createFile(outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("way-out"), outside);
        Files.createSymbolicLink(root.resolve("loop"), root);

        SsMixTree.open(root).walk(this);

        assertThat(files).isEmpty();
        assertThat(skipped)
                .containsExactly("loop: links are not followed", "way-out: links are not followed");
    }

    @Test
    void filesComeSortedWithTheBytesOfTheirNames() throws IOException {
        Files.createDirectories(root.resolve("b"));
        Files.createFile(root.resolve("b/2"));
        Files.createFile(root.resolve("b/1"));
        Files.createFile(root.resolve("a"));
        // 0x93 0xFA is a kanji in Shift_JIS and no UTF-8.
        Files.createFile(Path.of(URI.create(root.toUri() + "c%93%FA")));

        SsMixTree.open(root).walk(this);

        assertThat(files).containsExactly("a", "b/1", "b/2", "c%93%FA");
        assertThat(new StoredPath("c%93%FA").resolveBelow(root)).exists();
    }
}
