package io.warifu.demo.control;

import io.warifu.kernel.pack.StoredPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares two storages in names and bytes, as {@code diff -r} does. */
public final class StorageComparison {

    private StorageComparison() {}

    /** The differing or missing files of either side, by path; empty when both are the same. */
    public static List<String> differences(Path left, Path right) throws IOException {
        Set<StoredPath> names = files(left);
        Set<StoredPath> other = files(right);
        List<String> differences = new ArrayList<>();
        for (StoredPath path : names) {
            if (!other.contains(path)) {
                differences.add("only in " + left + ": " + path);
            } else if (Files.mismatch(path.resolveBelow(left), path.resolveBelow(right)) != -1) {
                differences.add("bytes differ: " + path);
            }
        }
        other.stream()
                .filter(path -> !names.contains(path))
                .forEach(path -> differences.add("only in " + right + ": " + path));
        return Collections.unmodifiableList(differences);
    }

    public static Set<StoredPath> files(Path root) throws IOException {
        Set<StoredPath> files = new TreeSet<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(Files::isRegularFile).forEach(f -> files.add(StoredPath.between(root, f)));
        }
        return files;
    }
}
