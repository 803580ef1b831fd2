package io.warifu.ingest.scan;

import io.warifu.kernel.pack.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Reads the bytes of files below one root. A file that was replaced by a link after it had been
 * listed is refused. Limit: a folder on the way that is replaced by a link within that moment would
 * be followed; whoever can write into the storage can do that.
 */
public final class FileReader {

    /** Larger files are kept in pieces of this size. */
    public static final int MAX_WHOLE_BYTES = 1 << 20;

    /** Pieces of one file that a catalogue entry can name. */
    public static final int MAX_PIECES = 65_536;

    private final Path root;

    public FileReader(Path root) {
        this.root = root;
    }

    public ScannedFile read(FoundFile file) {
        try (InputStream in = open(file)) {
            byte[] first = in.readNBytes(MAX_WHOLE_BYTES + 1);
            return first.length <= MAX_WHOLE_BYTES
                    ? new ScannedFile.Whole(file, first, Sha256.of(first))
                    : digestLarge(file, first, in);
        } catch (NoSuchFileException _) {
            return new ScannedFile.Vanished(file);
        } catch (IOException e) {
            return new ScannedFile.Refused(
                    file, "the file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static ScannedFile digestLarge(FoundFile file, byte[] first, InputStream in)
            throws IOException {
        MessageDigest digest = Sha256.newDigest();
        digest.update(first);
        long size = first.length;
        byte[] buffer = new byte[MAX_WHOLE_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            size += read;
            if (size > (long) MAX_PIECES * MAX_WHOLE_BYTES) {
                return new ScannedFile.Refused(file, "the file is larger than 64 GiB");
            }
        }
        return new ScannedFile.Large(file, Sha256.fromBytes(digest.digest()), size);
    }

    /** Takes one piece of a large file. */
    public interface PieceSink {
        void piece(long offsetBytes, byte[] bytes);
    }

    /** Reads the file in pieces and returns what was read: it may have changed since the scan. */
    public ScannedFile readPieces(FoundFile file, PieceSink sink) {
        MessageDigest digest = Sha256.newDigest();
        long offset = 0;
        try (InputStream in = open(file)) {
            byte[] piece = in.readNBytes(MAX_WHOLE_BYTES);
            for (int pieces = 0; pieces == 0 || piece.length > 0; pieces++) {
                if (pieces == MAX_PIECES) {
                    return new ScannedFile.Refused(file, "the file is larger than 64 GiB");
                }
                digest.update(piece);
                sink.piece(offset, piece);
                offset += piece.length;
                piece = in.readNBytes(MAX_WHOLE_BYTES);
            }
            return new ScannedFile.Large(file, Sha256.fromBytes(digest.digest()), offset);
        } catch (NoSuchFileException _) {
            return new ScannedFile.Vanished(file);
        } catch (IOException e) {
            return new ScannedFile.Refused(
                    file, "the file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    public boolean exists(FoundFile file) {
        return Files.exists(file.path().resolveBelow(root), LinkOption.NOFOLLOW_LINKS);
    }

    private InputStream open(FoundFile file) throws IOException {
        return Files.newInputStream(file.path().resolveBelow(root), LinkOption.NOFOLLOW_LINKS);
    }
}
