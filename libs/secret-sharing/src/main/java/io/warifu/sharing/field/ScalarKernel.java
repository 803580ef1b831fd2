package io.warifu.sharing.field;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight elements to a {@code long}; needs nothing but the Java language. */
final class ScalarKernel implements FieldKernel {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long TOP_BITS = 0x8080808080808080L;
    private static final long REDUCTION = 0x1D1D1D1D1D1D1D1DL;
    private static final int LANE = Long.BYTES;
    private static final int STEP = 4 * LANE;

    @Override
    public String name() {
        return "scalar, 64 bits";
    }

    @Override
    public int vectorBits() {
        return 0;
    }

    @Override
    public void sum(
            int[][] rowsOfBit, byte[][] rows, int[] from, byte[] target, int to, int length) {
        int i = 0;
        // Four lanes at a time, so that walking through the bits costs a quarter.
        for (; i <= length - STEP; i += STEP) {
            long a = 0;
            long b = 0;
            long c = 0;
            long d = 0;
            for (int[] chosen : rowsOfBit) {
                a = twice(a);
                b = twice(b);
                c = twice(c);
                d = twice(d);
                for (int row : chosen) {
                    byte[] bytes = rows[row];
                    int at = from[row] + i;
                    a ^= get(bytes, at);
                    b ^= get(bytes, at + LANE);
                    c ^= get(bytes, at + 2 * LANE);
                    d ^= get(bytes, at + 3 * LANE);
                }
            }
            LONGS.set(target, to + i, a);
            LONGS.set(target, to + i + LANE, b);
            LONGS.set(target, to + i + 2 * LANE, c);
            LONGS.set(target, to + i + 3 * LANE, d);
        }
        sumTail(rowsOfBit, rows, from, target, to, i, length);
    }

    /** From {@code i} on, lane by lane; the last one may be partly filled. */
    static void sumTail(
            int[][] rowsOfBit,
            byte[][] rows,
            int[] from,
            byte[] target,
            int to,
            int i,
            int length) {
        for (int done = i; done < length; done += LANE) {
            int bytes = Math.min(LANE, length - done);
            long a = 0;
            for (int[] chosen : rowsOfBit) {
                a = twice(a);
                for (int row : chosen) {
                    a ^= partial(rows[row], from[row] + done, bytes);
                }
            }
            setPartial(target, to + done, bytes, a);
        }
    }

    @Override
    public void parabolasAtOneToFive(
            byte[][] coefficients, int[] from, byte[][] targets, int to, int length) {
        parabolasTail(coefficients, from, targets, to, 0, length);
    }

    static void parabolasTail(
            byte[][] coefficients, int[] from, byte[][] targets, int to, int i, int length) {
        byte[] secret = coefficients[0];
        byte[] first = coefficients[1];
        byte[] second = coefficients[2];
        for (int done = i; done < length; done += LANE) {
            int bytes = Math.min(LANE, length - done);
            long s = partial(secret, from[0] + done, bytes);
            long a = partial(first, from[1] + done, bytes);
            long b = partial(second, from[2] + done, bytes);
            long a2 = twice(a);
            long a4 = twice(a2);
            long b4 = twice(twice(b));
            long b16 = twice(twice(b4));
            int at = to + done;
            setPartial(targets[0], at, bytes, s ^ a ^ b);
            setPartial(targets[1], at, bytes, s ^ a2 ^ b4);
            setPartial(targets[2], at, bytes, s ^ a2 ^ a ^ b4 ^ b);
            setPartial(targets[3], at, bytes, s ^ a4 ^ b16);
            setPartial(targets[4], at, bytes, s ^ a4 ^ a ^ b16 ^ b);
        }
    }

    /** Doubles all elements; a top bit that falls out becomes the mask that brings 0x1D in. */
    private static long twice(long lane) {
        long top = lane & TOP_BITS;
        long mask = (top << 1) - (top >>> 7);
        return ((lane ^ top) << 1) ^ (mask & REDUCTION);
    }

    private static long get(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    private static long partial(byte[] bytes, int at, int count) {
        if (count == LANE) {
            return get(bytes, at);
        }
        long lane = 0;
        for (int i = count - 1; i >= 0; i--) {
            lane = (lane << 8) | (bytes[at + i] & 0xFF);
        }
        return lane;
    }

    private static void setPartial(byte[] bytes, int at, int count, long lane) {
        if (count == LANE) {
            LONGS.set(bytes, at, lane);
            return;
        }
        long rest = lane;
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) rest;
            rest >>>= 8;
        }
    }
}
