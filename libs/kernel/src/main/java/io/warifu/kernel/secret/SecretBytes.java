package io.warifu.kernel.secret;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Key material: bytes that are copied in, compared in constant time, wiped on {@link #close()}, and
 * never printed.
 *
 * <p>Guarantee: no method but {@link #exposeForWire()} and {@link #use} lets the bytes out, so
 * every leak point is found by searching for these two names. Limit: the garbage collector may have
 * copied the array before it was wiped; this class does not promise more than overwriting its own
 * copy.
 *
 * <p>It is no record and not serialisable, so that no generated method ever touches the content.
 */
public final class SecretBytes implements AutoCloseable {

    private final byte[] bytes;
    private boolean closed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies {@code source}; the caller still owns its array and wipes it. */
    public static SecretBytes copyOf(byte[] source) {
        return new SecretBytes(source.clone());
    }

    /** Copies {@code source} and overwrites it with zeros, so that only this object holds it. */
    public static SecretBytes takeFrom(byte[] source) {
        SecretBytes secret = copyOf(source);
        Arrays.fill(source, (byte) 0);
        return secret;
    }

    public int length() {
        return bytes.length;
    }

    public int lengthBits() {
        return Math.multiplyExact(bytes.length, 8);
    }

    /** A copy that leaves this object's care: the caller wipes it. */
    public synchronized byte[] exposeForWire() {
        requireOpen();
        return bytes.clone();
    }

    /** Lends a copy to {@code act} and wipes it afterwards, whatever happens. */
    public <T> T use(Function<byte[], T> act) {
        byte[] lent = exposeForWire();
        try {
            return act.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    /** Exclusive or with another secret of the same length, as a new secret. */
    public SecretBytes xor(SecretBytes other) {
        if (other.length() != length()) {
            throw new IllegalArgumentException(
                    "lengths differ: " + length() + " and " + other.length() + " bytes");
        }
        byte[] mine = exposeForWire();
        other.use(theirs -> {
            for (int i = 0; i < mine.length; i++) {
                mine[i] ^= theirs[i];
            }
            return mine;
        });
        return takeFrom(mine);
    }

    /** Compares in time that depends on the lengths only. */
    public boolean sameAs(SecretBytes other) {
        return use(mine -> other.use(theirs -> MessageDigest.isEqual(mine, theirs)));
    }

    /** Overwrites the bytes; any later use is a bug and throws. */
    @Override
    public synchronized void close() {
        Arrays.fill(bytes, (byte) 0);
        closed = true;
    }

    @Override
    public String toString() {
        return "SecretBytes[" + bytes.length + " bytes]";
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this secret was wiped");
        }
    }
}
