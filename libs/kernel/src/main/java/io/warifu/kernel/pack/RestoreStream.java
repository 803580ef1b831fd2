package io.warifu.kernel.pack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A restored storage on its way to a disk: {@code application/vnd.warifu.restore}.
 *
 * <pre>
 * "WRST" · version 1 (1 byte) · file count (8) · total bytes (8)
 * per file: 1 (1 byte) · path length (2) · path in URI form, UTF-8 · length (8) · bytes
 * end:      0 (1 byte)
 * </pre>
 *
 * <p>A stream without its end mark was cut, and the reader says so: a reader never takes a part for
 * the whole. File contents were checked against their digests by the writer before they were sent.
 */
public final class RestoreStream {

    public static final String MEDIA_TYPE = "application/vnd.warifu.restore";

    private static final int MAGIC = 0x57525354;
    private static final byte VERSION = 1;
    private static final int FILE = 1;
    private static final int END = 0;

    private RestoreStream() {}

    /** What the whole stream will hold. */
    public record Totals(long files, long bytes) {}

    /** Writes the head, then files, then the end mark on {@link #finish()}, and only then. */
    public static final class Writer {

        private final DataOutputStream out;

        public Writer(OutputStream out, Totals totals) throws IOException {
            this.out = new DataOutputStream(out);
            this.out.writeInt(MAGIC);
            this.out.writeByte(VERSION);
            this.out.writeLong(totals.files());
            this.out.writeLong(totals.bytes());
        }

        /** Begins a file; the caller then writes exactly {@code lengthBytes} to {@link #body()}. */
        public void file(StoredPath path, long lengthBytes) throws IOException {
            byte[] utf8 = path.uriPath().getBytes(StandardCharsets.UTF_8);
            out.writeByte(FILE);
            out.writeShort(utf8.length);
            out.write(utf8);
            out.writeLong(lengthBytes);
        }

        public OutputStream body() {
            return out;
        }

        public void finish() throws IOException {
            out.writeByte(END);
            out.flush();
        }
    }

    /** What a reader does with each file: read exactly {@code lengthBytes} from {@code body}. */
    public interface Sink {
        void file(StoredPath path, long lengthBytes, InputStream body) throws IOException;
    }

    /** The reading side; throws {@link EOFException} if the stream ends before its end mark. */
    public static final class Reader {

        private final DataInputStream in;
        private final Totals totals;

        public Reader(InputStream in) throws IOException {
            this.in = new DataInputStream(in);
            if (this.in.readInt() != MAGIC || this.in.readByte() != VERSION) {
                throw new IOException("this is no restore stream of a known version");
            }
            totals = new Totals(this.in.readLong(), this.in.readLong());
        }

        public Totals totals() {
            return totals;
        }

        public void readAll(Sink sink) throws IOException {
            long files = 0;
            for (int kind = in.readUnsignedByte(); kind != END; kind = in.readUnsignedByte()) {
                if (kind != FILE) {
                    throw new IOException("unknown frame " + kind + " in a restore stream");
                }
                byte[] utf8 = new byte[in.readUnsignedShort()];
                in.readFully(utf8);
                StoredPath path = storedPath(new String(utf8, StandardCharsets.UTF_8));
                sink.file(path, in.readLong(), in);
                files++;
            }
            if (files != totals.files()) {
                throw new IOException(
                        "the stream announced " + totals.files() + " files and held " + files);
            }
        }

        private static StoredPath storedPath(String text) throws IOException {
            try {
                return new StoredPath(text);
            } catch (IllegalArgumentException e) {
                throw new IOException("the stream holds an unsafe path", e);
            }
        }
    }
}
