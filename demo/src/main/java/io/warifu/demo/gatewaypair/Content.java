package io.warifu.demo.gatewaypair;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Endless bytes that follow from a seed, so that either end of a transfer can say what any prefix
 * of it must hash to. Fast, and not secret.
 */
final class Content {

    static final int BLOCK_BYTES = 64 * 1024;

    private final SplittableRandom source;
    private final byte[] block = new byte[BLOCK_BYTES];

    Content(long seed) {
        this.source = new SplittableRandom(seed);
    }

    /** The next {@link #BLOCK_BYTES}; the array is filled anew by the next call. */
    byte[] next() {
        source.nextBytes(block);
        return block;
    }

    /** SHA-256 of the first {@code bytes}, in hex. */
    static String digest(long seed, long bytes) {
        MessageDigest sha = sha256();
        Content content = new Content(seed);
        for (long left = bytes; left > 0; left -= BLOCK_BYTES) {
            sha.update(content.next(), 0, (int) Math.min(left, BLOCK_BYTES));
        }
        return hex(sha);
    }

    /**
     * Whether eight successive bytes of the content, at a multiple of eight in it, lie anywhere in
     * {@code wire}; by chance they do once in 2^64 places.
     */
    static boolean shinesThrough(byte[] wire, long seed, long bytes) {
        long[] pieces = new long[Math.toIntExact(bytes / Long.BYTES)];
        Content content = new Content(seed);
        for (int i = 0; i < pieces.length; ) {
            ByteBuffer block = ByteBuffer.wrap(content.next());
            while (i < pieces.length && block.hasRemaining()) {
                pieces[i++] = block.getLong();
            }
        }
        Arrays.sort(pieces);
        ByteBuffer all = ByteBuffer.wrap(wire);
        for (int at = 0; at + Long.BYTES <= wire.length; at++) {
            if (Arrays.binarySearch(pieces, all.getLong(at)) >= 0) {
                return true;
            }
        }
        return false;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
