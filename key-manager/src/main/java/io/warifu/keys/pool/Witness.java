package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Small files outside the database that a restored backup of the database does not take back: how
 * often this site's service was started, and for each link the epoch and the highest blocks that
 * were touched.
 *
 * <p>Guarantee: a mark is on the disk (fsync of file and folder) before the pad that needs it is
 * returned; marks only rise. Assumption: the folder is not restored together with the database, and
 * all instances of a site share it. A folder that is lost counts as a restored database.
 */
public final class Witness {

    private static final int MAX_FILE_BYTES = 200;

    private final Path folder;
    private final String own;
    private final Map<LinkId, Mark> known = new ConcurrentHashMap<>();

    public Witness(Path folder, SiteId own) {
        this.folder = folder;
        this.own = own.value();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be made", e);
        }
    }

    /** The highest epoch and block numbers this site has used of a link. */
    record Mark(long epoch, long outgoing, long incoming) {

        Mark max(Mark other) {
            return new Mark(
                    Math.max(epoch, other.epoch),
                    Math.max(outgoing, other.outgoing),
                    Math.max(incoming, other.incoming));
        }
    }

    /** As it is on the disk now. */
    Optional<Mark> read(LinkId link) {
        return numbers(file(link), 3).map(n -> new Mark(n[0], n[1], n[2]));
    }

    /** Raises the link's mark at least to this one; quick if it stands there already. */
    void raise(LinkId link, Mark mark) {
        Mark before = known.get(link);
        if (before == null || !before.max(mark).equals(before)) {
            Mark now =
                    locked(() -> {
                        Mark raised = read(link).map(mark::max).orElse(mark);
                        write(
                                file(link),
                                raised.epoch() + " " + raised.outgoing() + " " + raised.incoming());
                        return raised;
                    });
            var _ = known.merge(link, now, Mark::max);
        }
    }

    OptionalLong incarnation() {
        return numbers(incarnationFile(), 1)
                .map(n -> OptionalLong.of(n[0]))
                .orElse(OptionalLong.empty());
    }

    void incarnation(long number) {
        var _ =
                locked(() -> {
                    write(
                            incarnationFile(),
                            Long.toString(Math.max(number, incarnation().orElse(0))));
                    return number;
                });
    }

    private Path file(LinkId link) {
        return folder.resolve(own + "~" + link.alice() + "~" + link.bob() + ".mark");
    }

    private Path incarnationFile() {
        return folder.resolve(own + ".incarnation");
    }

    private interface Act<T> {
        T run() throws IOException;
    }

    /** One at a time in this process, and among the processes that share the folder. */
    private synchronized <T> T locked(Act<T> act) {
        try (FileChannel channel =
                        FileChannel.open(
                                folder.resolve(own + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IllegalStateException("the state directory cannot be locked");
            }
            return act.run();
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be written", e);
        }
    }

    private void write(Path file, String content) throws IOException {
        Path beside = folder.resolve(file.getFileName() + ".new");
        try (FileChannel out =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes =
                    ByteBuffer.wrap((content + "\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                var _ = out.write(bytes);
            }
            out.force(true);
        }
        var _ =
                Files.move(
                        beside,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static Optional<long[]> numbers(Path file, int count) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IllegalStateException(file + " is no file of this service");
            }
            String[] parts = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ");
            if (parts.length != count) {
                throw new IllegalStateException(file + " is no file of this service");
            }
            long[] numbers = new long[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = Long.parseLong(parts[i]);
            }
            return Optional.of(numbers);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            throw new IllegalStateException(file + " is no file of this service", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the state directory cannot be read", e);
        }
    }
}
