package io.warifu.ssmix2.path;

import io.warifu.kernel.pack.StoredPath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The files below one storage root.
 *
 * <p>Guarantee: within each folder the entries come in the order of their raw bytes, so all files
 * of a patient folder are visited in one run; whatever is neither visited as a file nor entered as
 * a folder is reported as skipped. Links are never followed, neither out of the root nor within it.
 * Limit: a live tree may change during the walk; what vanishes between listing and visiting is left
 * to the visitor, who opens the file.
 */
public final class SsMixTree {

    /** Deeper folders are reported as skipped; the extended storage needs eight. */
    public static final int MAX_DEPTH = 64;

    private final Path root;

    private SsMixTree(Path root) {
        this.root = root;
    }

    /** The tree of {@code root}, which must be a folder or a link to one. */
    public static SsMixTree open(Path root) throws IOException {
        Path real = root.toRealPath();
        // Opening it once says early what reading it would say later.
        try (DirectoryStream<Path> _ = Files.newDirectoryStream(real)) {
            return new SsMixTree(real);
        }
    }

    /** The real path of the root: the same for every way that leads to it. */
    public Path root() {
        return root;
    }

    /** Told of every entry; an exception of its own ends the walk. */
    public interface Visitor {

        void file(StoredPath path, BasicFileAttributes attributes);

        void skipped(String displayPath, String reason);
    }

    public void walk(Visitor visitor) {
        walkFolder(root, 0, visitor);
    }

    private void walkFolder(Path folder, int depth, Visitor visitor) {
        for (Path entry : sortedEntries(folder, visitor)) {
            BasicFileAttributes attributes;
            try {
                attributes =
                        Files.readAttributes(
                                entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException _) {
                visitor.skipped(display(entry), "it vanished while the folder was read");
                continue;
            } catch (IOException e) {
                visitor.skipped(display(entry), "its attributes cannot be read: " + kind(e));
                continue;
            }
            if (attributes.isDirectory() && depth >= MAX_DEPTH) {
                visitor.skipped(display(entry), "the folder lies deeper than " + MAX_DEPTH);
            } else if (attributes.isDirectory()) {
                walkFolder(entry, depth + 1, visitor);
            } else if (attributes.isRegularFile()) {
                visitFile(entry, attributes, visitor);
            } else {
                visitor.skipped(
                        display(entry),
                        attributes.isSymbolicLink()
                                ? "links are not followed"
                                : "it is no regular file");
            }
        }
    }

    private void visitFile(Path file, BasicFileAttributes attributes, Visitor visitor) {
        StoredPath path;
        try {
            path = StoredPath.between(root, file);
        } catch (IllegalArgumentException e) {
            visitor.skipped(display(file), "its path cannot be kept: " + e.getMessage());
            return;
        }
        visitor.file(path, attributes);
    }

    private List<Path> sortedEntries(Path folder, Visitor visitor) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            visitor.skipped(display(folder), "the folder cannot be read: " + kind(e));
        }
        // Unix paths compare by their raw bytes.
        entries.sort(Comparator.naturalOrder());
        return entries;
    }

    private String display(Path entry) {
        return root.relativize(entry).toString();
    }

    private static String kind(Exception e) {
        return e.getClass().getSimpleName();
    }
}
