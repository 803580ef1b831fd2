package io.warifu.demo.control;

import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.kernel.pack.RestoreStream;
import io.warifu.kernel.pack.StoredPath;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.token.Role;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a hospital's storage back to disk from share servers alone.
 *
 * <p>Guarantee: the target folder appears whole or not at all. Files are written beside it and
 * moved in place after the end mark of the stream; on any failure what was written is deleted
 * again.
 */
public final class Restoration {

    private static final int BUFFER_BYTES = 64 << 10;

    private final Sites sites;

    public Restoration(Sites sites) {
        this.sites = sites;
    }

    /** What was written. */
    public record Result(long files, long bytes) {}

    /**
     * Restores {@code owner}'s storage into {@code out}, which must be missing or empty.
     *
     * @param at the hospital that collects the shares
     * @param from share servers to use; empty for all
     * @param progress receives files written and files announced
     */
    public Result run(
            Site owner, Site at, List<Site> from, Path out, BiConsumer<Long, Long> progress)
            throws IOException {
        requireEmpty(out);
        Path target = out.toAbsolutePath().normalize();
        Path parent = target.getParent();
        if (parent == null) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST, "the root folder is no place to restore to");
        }
        Files.createDirectories(parent);
        Path partial = Files.createTempDirectory(parent, ".warifu-restore-");
        try {
            Result result = receive(owner, at, from, partial, progress);
            Files.deleteIfExists(target);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return result;
        } finally {
            if (Files.exists(partial)) {
                deleteTree(partial);
            }
        }
    }

    private Result receive(
            Site owner, Site at, List<Site> from, Path partial, BiConsumer<Long, Long> progress)
            throws IOException {
        String query =
                from.isEmpty()
                        ? ""
                        : "?sites=" + String.join(",", from.stream().map(Site::name).toList());
        SiteClient client = sites.as(Role.STEWARD, at, Service.CROSS_REF_API);
        try (InputStream in =
                client.stream("/api/v1/storages/" + owner.name() + "/archive" + query)) {
            RestoreStream.Reader reader = new RestoreStream.Reader(in);
            long[] written = {0, 0};
            reader.readAll((path, length, body) -> {
                write(partial, path, length, body);
                written[0]++;
                written[1] += length;
                progress.accept(written[0], reader.totals().files());
            });
            return new Result(written[0], written[1]);
        } catch (EOFException e) {
            throw new WarifuException(
                    ErrorCode.SHARES_BELOW_THRESHOLD,
                    "the restore ended before its end mark; nothing was kept. Is a share server gone?",
                    e);
        }
    }

    private static void write(Path root, StoredPath path, long length, InputStream body)
            throws IOException {
        Path file = path.resolveBelow(root);
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = length; left > 0; ) {
                int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("the stream was cut within a file");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    private static void requireEmpty(Path out) throws IOException {
        if (!Files.exists(out)) {
            return;
        }
        if (!Files.isDirectory(out)) {
            throw new WarifuException(ErrorCode.CONFLICT, out + " is no folder");
        }
        try (DirectoryStream<Path> content = Files.newDirectoryStream(out)) {
            if (content.iterator().hasNext()) {
                throw new WarifuException(
                        ErrorCode.CONFLICT, out + " is not empty; give a new folder to --out");
            }
        }
    }

    public static void deleteTree(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        if (e != null) {
                            throw e;
                        }
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
