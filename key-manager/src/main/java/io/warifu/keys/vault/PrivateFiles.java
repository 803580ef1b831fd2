package io.warifu.keys.vault;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Files of secrets: mode 0600, whole or not there, durable when made and when destroyed. */
final class PrivateFiles {

    private static final Set<PosixFilePermission> OWNER_ONLY = Set.of(OWNER_READ, OWNER_WRITE);

    private PrivateFiles() {}

    /**
     * Makes a file that did not exist, durably, with its whole content at once.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    static void create(Path file, byte[] content) throws IOException {
        Path folder = folderOf(file);
        Files.createDirectories(folder);
        Path draft = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                writeAll(channel, content);
            }
            // Unlike a move, a link never replaces what another process made meanwhile.
            Files.createLink(file, draft);
        } finally {
            Files.delete(draft);
        }
        sync(folder);
    }

    /** Overwrites the content, durably, and removes the file. */
    static void destroy(Path file, SecureRandom random) throws IOException {
        byte[] noise = new byte[(int) Files.size(file)];
        random.nextBytes(noise);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writeAll(channel, noise);
        }
        Files.delete(file);
        sync(folderOf(file));
    }

    static void requirePrivate(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalStateException(
                    file + " can be read by others than its owner; set its mode to 600");
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
    }

    private static void writeAll(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            int _ = channel.write(buffer);
        }
        channel.force(true);
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
