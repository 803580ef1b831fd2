package io.warifu.simulator.handover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The blocks of one link that are not yet safe elsewhere, one file each.
 *
 * <p>The two ends agree in two phases (Gray 1978): Bob {@link #prepare}s, Alice {@link #commit}s,
 * and her commit is the decision. A Bob who was killed in between finds the block {@link #inDoubt}
 * and asks Alice, whose {@link #sequenceOfCommitted} answers: a block she does not know never
 * counted.
 *
 * <p>Guarantee: every method returns after its change is on the disk, and a kill at any moment
 * leaves the state before or after it. A replaced or removed file is overwritten with zeros first,
 * as far as the file system allows. Limit: keys lie in clear in files that only this user may read;
 * a copy-on-write file system or a flash drive may keep what was overwritten.
 */
public final class HandoverJournal implements AutoCloseable {

    /** More waiting blocks than this are refused: the key manager must come back first. */
    public static final int MAX_BLOCKS = 64;

    private static final String SUFFIX = ".block";

    private final Path folder;
    private final Map<UUID, JournalEntry> entries = new HashMap<>();

    private HandoverJournal(Path folder) {
        this.folder = folder;
    }

    /** Opens the journal in {@code folder}, which is made if it does not exist. */
    public static HandoverJournal open(Path folder) {
        try {
            Files.createDirectories(folder);
            HandoverJournal journal = new HandoverJournal(folder);
            journal.load();
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the journal " + folder + " cannot be opened; see that this user may write it",
                    e);
        }
    }

    /** Bob's first phase: from now on only Alice's word decides over the block. */
    public synchronized void prepare(FinishedBlock block) {
        put(new JournalEntry(block, BlockStage.PREPARED, false));
    }

    /** Alice's decision: the block counts. Its twin at Bob's is prepared already. */
    public synchronized void decide(FinishedBlock block) {
        put(new JournalEntry(block, BlockStage.COMMITTED, false));
    }

    /** Bob's second phase: Alice has decided that the block counts. */
    public synchronized void commit(UUID blockId) {
        change(blockId, BlockStage.CONFIRMED);
    }

    /** Bob has told Alice that he knows. */
    public synchronized void confirm(UUID blockId) {
        change(blockId, BlockStage.CONFIRMED);
    }

    /** The block never counted: forget it. */
    public synchronized void drop(UUID blockId) {
        JournalEntry entry = entries.get(blockId);
        if (entry != null && entry.stage() == BlockStage.PREPARED) {
            remove(entry);
        }
    }

    /** The key manager has stored it, or never will: the key is forgotten here. */
    public synchronized void delivered(UUID blockId) {
        JournalEntry entry = require(blockId).whenDelivered();
        if (entry.isDone()) {
            remove(entry);
        } else {
            write(entry);
            entry.block().key().close();
        }
    }

    /** The blocks over which only Alice can decide. */
    public synchronized List<UUID> inDoubt() {
        return entries.values().stream()
                .filter(entry -> entry.stage() == BlockStage.PREPARED)
                .map(entry -> entry.block().blockId())
                .toList();
    }

    /** The blocks that count although the other end may not know it. */
    public synchronized List<UUID> unconfirmed() {
        return entries.values().stream()
                .filter(entry -> entry.stage() == BlockStage.COMMITTED)
                .map(entry -> entry.block().blockId())
                .toList();
    }

    /** Alice's answer to a doubt: empty means that the block never counted. */
    public synchronized Optional<Long> sequenceOfCommitted(UUID blockId) {
        return Optional.ofNullable(entries.get(blockId))
                .filter(entry -> entry.stage() != BlockStage.PREPARED)
                .map(entry -> entry.block().sequence());
    }

    /** What counts and has not reached the key manager yet, in the order of its numbers. */
    public synchronized List<FinishedBlock> undelivered() {
        return entries.values().stream()
                .filter(entry -> entry.stage() != BlockStage.PREPARED && !entry.delivered())
                .map(JournalEntry::block)
                .sorted(Comparator.comparingLong(FinishedBlock::sequence))
                .toList();
    }

    /** A number above all that stand here. */
    public synchronized long nextSequence() {
        return 1
                + entries.values().stream()
                        .mapToLong(entry -> entry.block().sequence())
                        .max()
                        .orElse(0);
    }

    public synchronized boolean isFull() {
        return entries.size() >= MAX_BLOCKS;
    }

    /** Wipes the keys in memory; the files stay. */
    @Override
    public synchronized void close() {
        entries.values().forEach(entry -> entry.block().key().close());
        entries.clear();
    }

    private void put(JournalEntry entry) {
        if (isFull()) {
            throw new IllegalStateException("the journal holds " + MAX_BLOCKS + " blocks already");
        }
        write(entry);
    }

    private void change(UUID blockId, BlockStage stage) {
        JournalEntry entry = require(blockId).in(stage);
        if (entry.isDone()) {
            remove(entry);
        } else {
            write(entry);
        }
    }

    private JournalEntry require(UUID blockId) {
        JournalEntry entry = entries.get(blockId);
        if (entry == null) {
            throw new IllegalStateException("block " + blockId + " is not in the journal");
        }
        return entry;
    }

    private void write(JournalEntry entry) {
        Path file = file(entry);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        byte[] bytes = entry.encode();
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                writeFully(out, bytes);
            }
            try (OldFile old = OldFile.of(file)) {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                syncFolder();
                old.wipe();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("block " + entry.block().blockId() + " not kept", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        entries.put(entry.block().blockId(), entry);
    }

    private void remove(JournalEntry entry) {
        try (OldFile old = OldFile.of(file(entry))) {
            Files.deleteIfExists(file(entry));
            syncFolder();
            old.wipe();
        } catch (IOException e) {
            throw new UncheckedIOException("block " + entry.block().blockId() + " not removed", e);
        }
        entries.remove(entry.block().blockId());
        entry.block().key().close();
    }

    private void load() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder)) {
            listed.forEach(files::add);
        }
        for (Path file : files) {
            if (file.getFileName().toString().endsWith(SUFFIX)) {
                JournalEntry entry = read(file);
                entries.put(entry.block().blockId(), entry);
            } else {
                // A change that a kill interrupted before it counted.
                Files.delete(file);
            }
        }
    }

    private static JournalEntry read(Path file) throws IOException {
        if (Files.size(file) > JournalEntry.MAX_FILE_BYTES) {
            throw new IOException(file + " is too large for a block of the journal");
        }
        try {
            return JournalEntry.decode(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + " is damaged: " + e.getMessage() + "; restore or remove it", e);
        }
    }

    private Path file(JournalEntry entry) {
        return folder.resolve(entry.block().blockId() + SUFFIX);
    }

    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
        out.force(true);
    }

    /** The file that is about to go, held open so that its content can be overwritten after. */
    private record OldFile(Optional<FileChannel> channel) implements AutoCloseable {

        static OldFile of(Path file) throws IOException {
            return new OldFile(
                    Files.exists(file)
                            ? Optional.of(FileChannel.open(file, StandardOpenOption.WRITE))
                            : Optional.empty());
        }

        void wipe() throws IOException {
            if (channel.isPresent()) {
                FileChannel old = channel.get();
                byte[] zeros = new byte[(int) Math.min(old.size(), JournalEntry.MAX_FILE_BYTES)];
                old.position(0);
                writeFully(old, zeros);
            }
        }

        @Override
        public void close() throws IOException {
            if (channel.isPresent()) {
                channel.get().close();
            }
        }
    }
}
