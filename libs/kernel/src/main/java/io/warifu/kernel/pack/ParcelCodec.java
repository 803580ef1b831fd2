package io.warifu.kernel.pack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Wraps content into the plaintext that is split into shares: digest, compression, and padding to a
 * size class, so that a share server learns nothing finer than the class.
 *
 * <pre>
 * offset  bytes  field
 *      0      4  magic "WPRC"
 *      4      1  version, 1
 *      5      1  codec: 0 stored, 1 deflate (zlib)
 *      6      4  content length in bytes, big-endian
 *     10      4  body length in bytes
 *     14     32  SHA-256 of the content
 *     46      n  body
 *   46+n      -  zeros up to the size class
 * </pre>
 *
 * <p>Guarantee: {@link #unwrap} returns content only if the digest fits, so shares that do not
 * belong together never yield a wrong record. The digest is part of the secret and shared with it;
 * no server sees it. It is no authentication against someone who can rewrite k shares.
 */
public final class ParcelCodec {

    public static final int HEADER_BYTES = 46;

    /** Largest content of one parcel; larger files are cut into several. */
    public static final int MAX_CONTENT_BYTES = 16 << 20;

    private static final int MAGIC = 0x57505243;
    private static final byte VERSION = 1;
    private static final byte STORED = 0;
    private static final byte DEFLATE = 1;
    private static final int SMALL_STEP_BYTES = 256;
    private static final int LARGE_STEP_BYTES = 4096;

    private ParcelCodec() {}

    /** Size class of {@code bytes}: the next multiple of 256 up to 4 KiB, of 4 KiB above. */
    public static int sizeClass(int bytes) {
        int step = bytes <= LARGE_STEP_BYTES ? SMALL_STEP_BYTES : LARGE_STEP_BYTES;
        return Math.multiplyExact(Math.ceilDiv(bytes, step), step);
    }

    /** The parcel of {@code content}; its length is a size class. */
    public static byte[] wrap(byte[] content) {
        if (content.length > MAX_CONTENT_BYTES) {
            throw new IllegalArgumentException(
                    "content of " + content.length + " bytes; the limit is " + MAX_CONTENT_BYTES);
        }
        byte[] deflated = deflate(content);
        boolean smaller = deflated.length < content.length;
        byte[] body = smaller ? deflated : content;
        ByteBuffer parcel = ByteBuffer.allocate(sizeClass(HEADER_BYTES + body.length));
        parcel.putInt(MAGIC).put(VERSION).put(smaller ? DEFLATE : STORED);
        parcel.putInt(content.length).putInt(body.length);
        parcel.put(Sha256.of(content).toBytes()).put(body);
        return parcel.array();
    }

    /** The content of {@code parcel}, checked against its digest. */
    public static byte[] unwrap(byte[] parcel) throws MalformedParcelException {
        if (parcel.length < HEADER_BYTES) {
            throw new MalformedParcelException("a parcel has at least " + HEADER_BYTES + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(parcel);
        if (buffer.getInt() != MAGIC || buffer.get() != VERSION) {
            throw new MalformedParcelException("no parcel of a known version");
        }
        byte codec = buffer.get();
        int contentLength = buffer.getInt();
        int bodyLength = buffer.getInt();
        byte[] digest = new byte[Sha256.BYTES];
        buffer.get(digest);
        if (contentLength < 0 || contentLength > MAX_CONTENT_BYTES) {
            throw new MalformedParcelException("content length out of range");
        }
        if (bodyLength < 0 || bodyLength > buffer.remaining()) {
            throw new MalformedParcelException("body length out of range");
        }
        byte[] body = Arrays.copyOfRange(parcel, HEADER_BYTES, HEADER_BYTES + bodyLength);
        byte[] content =
                switch (codec) {
                    case STORED -> body;
                    case DEFLATE -> inflate(body, contentLength);
                    default -> throw new MalformedParcelException("unknown codec " + codec);
                };
        if (content.length != contentLength
                || !MessageDigest.isEqual(digest, Sha256.of(content).toBytes())) {
            throw new MalformedParcelException("the content does not match its digest");
        }
        return content;
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 4 + 64);
            byte[] buffer = new byte[16 << 10];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] body, int contentLength) throws MalformedParcelException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(body);
            byte[] content = new byte[contentLength];
            int length = 0;
            while (length < contentLength) {
                int read = inflater.inflate(content, length, contentLength - length);
                if (read == 0) {
                    throw new MalformedParcelException("the compressed body is cut");
                }
                length += read;
            }
            return content;
        } catch (DataFormatException e) {
            throw new MalformedParcelException("the compressed body is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
