package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's files: segments {@code ledger-000001.log} and so on, each a head and lines, each
 * line with its {@linkplain LedgerChain chain value}, of which the last segment grows.
 *
 * <pre>
 * warifu-gateway-ledger 1 SITE SEGMENT NEXT-NUMBER CHAIN-BEFORE CHAIN
 * TEXT CHAIN                                                     text: see {@link LedgerLine}
 * </pre>
 *
 * <p>Guarantee: when {@link #append} returns the line is on the disk; when it throws, the line is
 * not part of the ledger. A last line without its end, as kill -9 leaves it, is cut at the next
 * start; whatever else is not as it was written refuses the start. One process writes at a time.
 * Limit: {@link LedgerChain}. Old segments may be moved away from the front, never from the middle.
 */
final class LedgerFile implements AutoCloseable {

    private static final String MAGIC = "warifu-gateway-ledger 1";
    private static final Pattern SEGMENT = Pattern.compile("ledger-(\\d{6})\\.log");
    private static final int CHAIN_CHARS = 64;
    private static final int HEAD_WORDS = 6;

    private final Path folder;
    private final SiteId site;
    private final long maxSegmentBytes;
    private final FileChannel lockFile;
    private final FileLock lock;
    private @Nullable FileChannel growing;
    private int segment;
    private LedgerChain chain = LedgerChain.BEGIN;
    private long nextNumber = 1;
    private long durableBytes;
    private boolean tornByFailure;
    private int cutBytes;

    private LedgerFile(Path folder, SiteId site, long maxSegmentBytes) throws IOException {
        this.folder = folder;
        this.site = site;
        this.maxSegmentBytes = maxSegmentBytes;
        Files.createDirectories(folder);
        this.lockFile =
                FileChannel.open(
                        folder.resolve("ledger.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        this.lock = lock(folder, lockFile);
    }

    private static FileLock lock(Path folder, FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException _) {
            // The other writer is in this very process; the answer is the same.
        }
        file.close();
        throw new IOException("another process writes the ledger in " + folder);
    }

    /**
     * Checks everything that is there, tells it line by line, and is ready to append.
     *
     * @throws LedgerDamagedException if it is not what was written
     */
    static LedgerFile open(
            Path folder, SiteId site, long maxSegmentBytes, Consumer<LedgerLine> lines)
            throws IOException {
        LedgerFile file = new LedgerFile(folder, site, maxSegmentBytes);
        try {
            file.load(lines);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Bytes of a torn last line that were removed at the start. */
    int cutBytes() {
        return cutBytes;
    }

    long nextNumber() {
        return nextNumber;
    }

    LedgerChain chain() {
        return chain;
    }

    void append(LedgerLine line) throws IOException {
        if (line.number() != nextNumber) {
            throw new IllegalArgumentException("line " + nextNumber + " is next");
        }
        repair();
        if (durableBytes >= maxSegmentBytes) {
            beginSegment(segment + 1);
        }
        String text = line.text();
        write(chain.sealed(text));
        chain = chain.next(text);
        nextNumber++;
    }

    private void write(String sealed) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(sealed.getBytes(StandardCharsets.US_ASCII));
        if (bytes.remaining() > LedgerLine.MAX_BYTES) {
            throw new IllegalArgumentException("a line of " + bytes.remaining() + " bytes");
        }
        int length = bytes.remaining();
        FileChannel file = growing();
        tornByFailure = true;
        while (bytes.hasRemaining()) {
            int _ = file.write(bytes);
        }
        file.force(true);
        tornByFailure = false;
        durableBytes += length;
    }

    /** What a failed append left is no part of the ledger. */
    private void repair() throws IOException {
        if (tornByFailure) {
            FileChannel file = growing();
            file.truncate(durableBytes).position(durableBytes);
            file.force(true);
            tornByFailure = false;
        }
    }

    private FileChannel growing() {
        if (growing == null) {
            throw new IllegalStateException("the ledger was closed");
        }
        return growing;
    }

    private void load(Consumer<LedgerLine> lines) throws IOException {
        List<Path> segments = segments();
        for (int i = 0; i < segments.size(); i++) {
            Path path = segments.get(i);
            int number = numberOf(path);
            if (i > 0 && number != segment + 1) {
                throw new LedgerDamagedException("segment before " + path + " is missing");
            }
            boolean first = i == 0;
            segment = number;
            durableBytes = read(path, first, lines);
            long torn = Files.size(path) - durableBytes;
            if (torn > 0 && i < segments.size() - 1) {
                throw new LedgerDamagedException(path + " ends in the middle of a line");
            }
            cutBytes = (int) torn;
        }
        if (segments.isEmpty()) {
            beginSegment(1);
            return;
        }
        growing = FileChannel.open(segments.getLast(), StandardOpenOption.WRITE);
        growing.position(durableBytes);
        if (cutBytes > 0) {
            growing.truncate(durableBytes);
            growing.force(true);
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> SEGMENT.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static int numberOf(Path segment) {
        Matcher name = SEGMENT.matcher(segment.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("no segment: " + segment);
        }
        return Integer.parseInt(name.group(1));
    }

    /** Returns the bytes up to the end of the last whole line. */
    private long read(Path path, boolean first, Consumer<LedgerLine> lines) throws IOException {
        LedgerLines in = new LedgerLines(path);
        try (InputStream opened = Files.newInputStream(path)) {
            String head = in.next(opened);
            if (head == null) {
                throw new LedgerDamagedException(path + " has no head");
            }
            takeHead(in, head, first);
            for (String line = in.next(opened); line != null; line = in.next(opened)) {
                take(in, line, lines);
            }
        }
        return in.wholeBytes();
    }

    private void takeHead(LedgerLines in, String line, boolean first) {
        String text = in.text(line, CHAIN_CHARS);
        String[] words = text.split(" ", -1);
        if (words.length != HEAD_WORDS) {
            throw in.damaged("no head of a ledger");
        }
        if (first && segment > 1) {
            // What came before was moved away; the head says where the chain was then.
            chain = new LedgerChain(words[5]);
            nextNumber = Long.parseLong(words[4]);
        }
        if (!text.equals(head(segment))) {
            throw in.damaged("the head does not follow what was before, or is of another site");
        }
        chain = in.checked(line, chain, CHAIN_CHARS);
    }

    private String head(int number) {
        return MAGIC + " " + site + " " + number + " " + nextNumber + " " + chain.hex();
    }

    private void take(LedgerLines in, String line, Consumer<LedgerLine> lines) {
        LedgerChain next = in.checked(line, chain, CHAIN_CHARS);
        try {
            LedgerLine parsed = LedgerLine.parse(in.text(line, CHAIN_CHARS));
            if (parsed.number() != nextNumber) {
                throw new LedgerDamagedException("line " + nextNumber + " is missing");
            }
            lines.accept(parsed);
        } catch (LedgerDamagedException e) {
            throw in.damaged(e.getMessage());
        }
        chain = next;
        nextNumber++;
    }

    private void beginSegment(int number) throws IOException {
        Path draft = folder.resolve("ledger.draft");
        String text = head(number);
        byte[] head = chain.sealed(text).getBytes(StandardCharsets.US_ASCII);
        Path path = folder.resolve(String.format(Locale.ROOT, "ledger-%06d.log", number));
        Files.write(draft, head);
        try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        FileChannel before = growing;
        growing = FileChannel.open(path, StandardOpenOption.WRITE);
        growing.position(head.length);
        if (before != null) {
            before.close();
        }
        durableBytes = head.length;
        segment = number;
        chain = chain.next(text);
    }

    @Override
    public void close() throws IOException {
        if (growing != null) {
            growing.close();
            growing = null;
        }
        lock.close();
        lockFile.close();
    }
}
