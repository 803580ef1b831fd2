package io.warifu.demo.shares;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Files that appear under their names only when all of them are complete and on disk; until then
 * they are {@code NAME.part}, readable by their owner alone, and gone if anything fails.
 */
final class NewFiles implements AutoCloseable {

    private static final int BUFFER_BYTES = 256 << 10;

    private record Part(Path target, Path path, FileChannel channel, OutputStream out) {}

    private final List<Part> parts = new ArrayList<>();

    OutputStream create(Path target) throws IOException {
        Path path = target.resolveSibling(target.getFileName() + ".part");
        Files.deleteIfExists(path);
        FileChannel channel =
                FileChannel.open(
                        path,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly(target));
        OutputStream out =
                new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        parts.add(new Part(target, path, channel, out));
        return out;
    }

    private static FileAttribute<?>[] ownerOnly(Path target) {
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** The files as they are called until {@link #complete}, in the order of their creation. */
    List<Path> unfinished() {
        return parts.stream().map(Part::path).toList();
    }

    /** Puts everything on disk and gives the files their names. */
    void complete() throws IOException {
        for (Part part : parts) {
            part.out.flush();
            part.channel.force(true);
            part.out.close();
        }
        for (Part part : parts) {
            Files.move(
                    part.path,
                    part.target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes what was not completed. */
    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.channel.close();
            Files.deleteIfExists(part.path);
        }
    }
}
