package io.warifu.simulator.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/**
 * The files of a pool in a folder of its own: {@code pool.state} (replaced as a whole, by rename),
 * one file of fixed size for the bits of each lane (written in place), {@code pool.lock}.
 *
 * <p>Guarantee: when a method returns, what it wrote survives a crash; a crash in between leaves
 * the state from before. Assumption: the file system keeps what fsync promised and renames
 * atomically. Limit: overwriting with zeros reaches the file, not the spare blocks of a flash disk;
 * and a folder that is deleted or restored from a backup is not noticed here, only by the other
 * end, which never goes back.
 */
final class PoolStore implements AutoCloseable {

    private static final int MAX_STATE_BYTES = 1 << 14;
    private static final int ZEROS_AT_A_TIME = 1 << 13;

    private final Path folder;
    private final Runnable durable;
    private final FileChannel lockFile;
    private final FileLock lock;

    private PoolStore(Path folder, Runnable durable, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.durable = durable;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** {@code durable} is called after each fsync: a test looks there what a crash would leave. */
    static PoolStore open(Path folder, Runnable durable) throws IOException {
        Files.createDirectories(folder);
        FileChannel file =
                FileChannel.open(
                        folder.resolve("pool.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock == null) {
                throw new PoolRefusedException("another process uses the pool in " + folder);
            }
            return new PoolStore(folder, durable, file, lock);
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new PoolRefusedException("this process already uses the pool in " + folder, e);
        } catch (IOException | PoolRefusedException e) {
            file.close();
            throw e;
        }
    }

    /** The state, or nothing in a folder that never held a pool. */
    Optional<PoolState> readState() throws IOException {
        Path file = stateFile();
        if (!Files.exists(file)) {
            for (Lane lane : Lane.values()) {
                if (Files.exists(laneFile(lane))) {
                    throw new PoolRefusedException(
                            folder
                                    + " holds bits but no pool.state: it is not known which are used");
                }
            }
            return Optional.empty();
        }
        if (Files.size(file) > MAX_STATE_BYTES) {
            throw new PoolRefusedException(file + " is too long");
        }
        try {
            return Optional.of(
                    PoolState.ofText(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new PoolRefusedException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    void writeState(PoolState state) throws IOException {
        Path next = folder.resolve("pool.state.next");
        ByteBuffer text = ByteBuffer.wrap(state.toText().getBytes(StandardCharsets.UTF_8));
        try (FileChannel file =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeAll(file, text, 0);
            file.force(true);
        }
        durable.run();
        Files.move(next, stateFile(), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        durable.run();
    }

    LaneBits readLane(Lane lane, int capacityBits) throws IOException {
        Path file = laneFile(lane);
        if (!Files.exists(file) || Files.size(file) != capacityBits / 8) {
            throw new PoolRefusedException(file + " is missing or has a wrong size");
        }
        return new LaneBits(Files.readAllBytes(file));
    }

    /** Writes a lane as a whole: for the first time only. */
    void createLane(Lane lane, LaneBits bits) throws IOException {
        try (FileChannel file = open(lane)) {
            writeAll(file, ByteBuffer.wrap(bits.ring()), 0);
            file.force(true);
        }
        durable.run();
    }

    /** Writes the bytes from {@code offset} on, which {@code bits} holds already. */
    void writePiece(Lane lane, LaneBits bits, long offset, long bytes) throws IOException {
        try (FileChannel file = open(lane)) {
            long[] places = new long[4];
            bits.pieces(offset, bytes, (at, from, n) -> remember(places, at, from, n));
            writeAll(
                    file,
                    ByteBuffer.wrap(bits.ring(), (int) places[0], (int) places[1]),
                    places[0]);
            writeAll(
                    file,
                    ByteBuffer.wrap(bits.ring(), (int) places[2], (int) places[3]),
                    places[2]);
            file.force(true);
        }
        durable.run();
    }

    /** Overwrites used bits. Without an fsync: a crash that undoes it is made good at the start. */
    void zero(Lane lane, LaneBits bits, long from, long to) throws IOException {
        if (to <= from) {
            return;
        }
        try (FileChannel file = open(lane)) {
            long[] places = new long[4];
            bits.pieces(from, (to - from) / 8, (at, piece, n) -> remember(places, at, piece, n));
            zero(file, places[0], places[1]);
            zero(file, places[2], places[3]);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }

    private static void remember(long[] places, int at, int piece, int bytes) {
        int slot = piece == 0 ? 0 : 2;
        places[slot] = at;
        places[slot + 1] = bytes;
    }

    private static void zero(FileChannel file, long at, long bytes) throws IOException {
        for (long done = 0; done < bytes; done += ZEROS_AT_A_TIME) {
            int now = (int) Math.min(ZEROS_AT_A_TIME, bytes - done);
            writeAll(file, ByteBuffer.allocate(now), at + done);
        }
    }

    private static void writeAll(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long next = at;
        while (bytes.hasRemaining()) {
            next += file.write(bytes, next);
        }
    }

    private FileChannel open(Lane lane) throws IOException {
        return FileChannel.open(
                laneFile(lane), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private Path stateFile() {
        return folder.resolve("pool.state");
    }

    private Path laneFile(Lane lane) {
        return folder.resolve(lane.name().toLowerCase(Locale.ROOT) + ".bits");
    }
}
