package io.warifu.simulator.auth;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bits of one lane that are still there, as a ring: offset {@code o} of the lane lies at {@code
 * o mod capacity}. Words are little-endian, as in {@code BitString}. Offsets are multiples of 64.
 */
final class LaneBits {

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** A piece of the lane that does not wrap around. */
    interface Piece {
        void at(int ringByte, int pieceByte, int bytes);
    }

    private final byte[] ring;

    /** Takes the array over. */
    LaneBits(byte[] ring) {
        this.ring = ring;
    }

    byte[] ring() {
        return ring;
    }

    long word(long offset) {
        return (long) WORD.get(ring, index(offset));
    }

    void put(long offset, byte[] bits) {
        pieces(offset, bits.length, (at, from, n) -> System.arraycopy(bits, from, ring, at, n));
    }

    void wipe(long from, long to) {
        pieces(from, (to - from) / 8, (at, _, n) -> Arrays.fill(ring, at, at + n, (byte) 0));
    }

    void wipeAll() {
        Arrays.fill(ring, (byte) 0);
    }

    /** Visits the places of {@code bytes} bytes from {@code offset} on: one piece, or two. */
    void pieces(long offset, long bytes, Piece visitor) {
        if (bytes > ring.length) {
            throw new IllegalArgumentException("more than a lane holds");
        }
        int at = index(offset);
        int first = (int) Math.min(bytes, ring.length - at);
        if (first > 0) {
            visitor.at(at, 0, first);
        }
        if (bytes > first) {
            visitor.at(0, first, (int) bytes - first);
        }
    }

    private int index(long offset) {
        return (int) ((offset >>> 3) % ring.length);
    }
}
