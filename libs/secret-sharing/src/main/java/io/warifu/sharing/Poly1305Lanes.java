package io.warifu.sharing;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four blocks of Poly1305 at once: each lane takes every fourth block and is multiplied by r^4
 * between two of them. Numbers are kept in five limbs of 26 bits, so that a product of two is one
 * multiplication of 32-bit numbers.
 *
 * <p>Assumption: the JVM was started with {@code --add-modules jdk.incubator.vector}; {@link
 * Poly1305} names this class only then. All in one method, for the reason that the field's vector
 * loops have.
 */
final class Poly1305Lanes {

    static final int LANES = 4;
    static final int LIMBS = 5;
    static final int GROUP_BYTES = 64;

    /** Which lane holds block 0, 1, 2, 3 of a group. */
    static final int[] LANE_OF_BLOCK = {0, 2, 1, 3};

    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_256;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_256;
    private static final VectorShuffle<Long> SWAP = VectorShuffle.fromValues(SPECIES, 1, 0, 3, 2);
    private static final VectorMask<Long> ODD =
            VectorMask.fromValues(SPECIES, false, true, false, true);
    private static final long MASK_26 = (1L << 26) - 1;

    /** Tells the compiler that a factor has 32 bits; it then costs nothing. */
    private static final long LOW = 0xFFFF_FFFFL;

    private static final long FULL = 1L << 24;

    private Poly1305Lanes() {}

    /**
     * Runs through whole groups of four blocks.
     *
     * @param h what was hashed before, added to the first block
     * @param r the fourth power of the point
     * @param lanes receives limb i of lane j in {@code [i][j]}
     */
    static void absorb(byte[] bytes, int from, int groups, long[] h, long[] r, long[][] lanes) {
        LongVector r0 = LongVector.broadcast(SPECIES, r[0]).and(LOW);
        LongVector r1 = LongVector.broadcast(SPECIES, r[1]).and(LOW);
        LongVector r2 = LongVector.broadcast(SPECIES, r[2]).and(LOW);
        LongVector r3 = LongVector.broadcast(SPECIES, r[3]).and(LOW);
        LongVector r4 = LongVector.broadcast(SPECIES, r[4]).and(LOW);
        // 2^130 = 5: what a product sends beyond the highest limb.
        LongVector s1 = LongVector.broadcast(SPECIES, 5 * r[1]).and(LOW);
        LongVector s2 = LongVector.broadcast(SPECIES, 5 * r[2]).and(LOW);
        LongVector s3 = LongVector.broadcast(SPECIES, 5 * r[3]).and(LOW);
        LongVector s4 = LongVector.broadcast(SPECIES, 5 * r[4]).and(LOW);
        LongVector h0 = LongVector.zero(SPECIES).withLane(0, h[0]);
        LongVector h1 = LongVector.zero(SPECIES).withLane(0, h[1]);
        LongVector h2 = LongVector.zero(SPECIES).withLane(0, h[2]);
        LongVector h3 = LongVector.zero(SPECIES).withLane(0, h[3]);
        LongVector h4 = LongVector.zero(SPECIES).withLane(0, h[4]);
        for (int group = 0; group < groups; group++) {
            int at = from + group * GROUP_BYTES;
            LongVector a = ByteVector.fromArray(BYTES, bytes, at).reinterpretAsLongs();
            LongVector b = ByteVector.fromArray(BYTES, bytes, at + 32).reinterpretAsLongs();
            LongVector low = a.blend(b.rearrange(SWAP), ODD);
            LongVector high = a.rearrange(SWAP).blend(b, ODD);
            if (group > 0) {
                LongVector a0 = h0.and(LOW);
                LongVector a1 = h1.and(LOW);
                LongVector a2 = h2.and(LOW);
                LongVector a3 = h3.and(LOW);
                LongVector a4 = h4.and(LOW);
                LongVector d0 = a0.mul(r0).add(a1.mul(s4)).add(a2.mul(s3));
                d0 = d0.add(a3.mul(s2)).add(a4.mul(s1));
                LongVector d1 = a0.mul(r1).add(a1.mul(r0)).add(a2.mul(s4));
                d1 = d1.add(a3.mul(s3)).add(a4.mul(s2));
                LongVector d2 = a0.mul(r2).add(a1.mul(r1)).add(a2.mul(r0));
                d2 = d2.add(a3.mul(s4)).add(a4.mul(s3));
                LongVector d3 = a0.mul(r3).add(a1.mul(r2)).add(a2.mul(r1));
                d3 = d3.add(a3.mul(r0)).add(a4.mul(s4));
                LongVector d4 = a0.mul(r4).add(a1.mul(r3)).add(a2.mul(r2));
                d4 = d4.add(a3.mul(r1)).add(a4.mul(r0));
                d1 = d1.add(d0.lanewise(LSHR, 26));
                d2 = d2.add(d1.lanewise(LSHR, 26));
                d3 = d3.add(d2.lanewise(LSHR, 26));
                d4 = d4.add(d3.lanewise(LSHR, 26));
                LongVector over = d4.lanewise(LSHR, 26);
                d0 = d0.and(MASK_26).add(over).add(over.lanewise(LSHL, 2));
                h0 = d0.and(MASK_26);
                h1 = d1.and(MASK_26).add(d0.lanewise(LSHR, 26));
                h2 = d2.and(MASK_26);
                h3 = d3.and(MASK_26);
                h4 = d4.and(MASK_26);
            }
            LongVector middle = low.lanewise(LSHR, 52).or(high.lanewise(LSHL, 12));
            h0 = h0.add(low.and(MASK_26));
            h1 = h1.add(low.lanewise(LSHR, 26).and(MASK_26));
            h2 = h2.add(middle.and(MASK_26));
            h3 = h3.add(high.lanewise(LSHR, 14).and(MASK_26));
            h4 = h4.add(high.lanewise(LSHR, 40).or(FULL));
        }
        h0.intoArray(lanes[0], 0);
        h1.intoArray(lanes[1], 0);
        h2.intoArray(lanes[2], 0);
        h3.intoArray(lanes[3], 0);
        h4.intoArray(lanes[4], 0);
    }
}
