package io.warifu.demo.generate;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts messages into the tree and counts them.
 *
 * <p>Guarantee: never replaces a file; a second message of the same name is an error. Memory is
 * bounded by one patient's folders. Limit: not for several threads, and no fsync, as the storage
 * can be generated again.
 */
final class StorageWriter {

    private final Path root;
    private final Set<Path> foldersOfPatient = new HashSet<>();
    private final SortedMap<String, Long> filesPerType = new TreeMap<>();
    private long files;
    private long bytes;

    private StorageWriter(Path root) {
        this.root = root;
    }

    /** A writer below {@code root}, which must be missing or an empty folder. */
    static StorageWriter intoEmpty(Path root) throws IOException {
        Files.createDirectories(root);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            if (entries.iterator().hasNext()) {
                throw new DirectoryNotEmptyException(root.toString());
            }
        }
        return new StorageWriter(root);
    }

    void nextPatient() {
        foldersOfPatient.clear();
    }

    void write(StoredName name, byte[] content) throws IOException {
        Path folder = name.folderBelow(root);
        if (foldersOfPatient.add(folder)) {
            Files.createDirectories(folder);
        }
        Files.write(
                folder.resolve(name.fileName()),
                content,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
        files++;
        bytes += content.length;
        filesPerType.merge(name.dataType(), 1L, Long::sum);
    }

    GenerationResult result(int patients) {
        return new GenerationResult(patients, files, bytes, filesPerType);
    }
}
