package io.warifu.demo.gatewaypair;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What one reader got so far from a connection, watched by others while it reads: how many bytes,
 * what they hash to, how it ended and when.
 */
public final class Reading {

    private final MessageDigest digest = Content.sha256();
    private volatile long bytes;
    private volatile long endedNanos;
    private volatile Ending ending = Ending.RUNNING;
    private volatile String reason = "";
    private volatile @Nullable String sha256;

    /** Reads to the end of the stream. */
    void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[Content.BLOCK_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            add(buffer, read);
        }
    }

    private void add(byte[] buffer, int length) {
        digest.update(buffer, 0, length);
        // One reader writes; the others only look.
        long before = bytes;
        bytes = before + length;
    }

    void end(Ending how, String why, long nanos) {
        sha256 = Content.hex(digest);
        reason = why;
        endedNanos = nanos;
        ending = how;
    }

    public long bytes() {
        return bytes;
    }

    public Ending ending() {
        return ending;
    }

    /** Of {@link System#nanoTime()}; without meaning while it runs. */
    public long endedNanos() {
        return endedNanos;
    }

    /** Whether what came is the beginning of the content of {@code seed}; false while it runs. */
    public boolean isPrefixOf(long seed) {
        return ending != Ending.RUNNING && Content.digest(seed, bytes).equals(sha256);
    }

    /** Whether exactly the first {@code wanted} bytes of the content came, and then a clean end. */
    public boolean isWhole(long seed, long wanted) {
        return ending == Ending.CLEAN && bytes == wanted && isPrefixOf(seed);
    }

    @Override
    public String toString() {
        return bytes + " bytes, " + ending + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
