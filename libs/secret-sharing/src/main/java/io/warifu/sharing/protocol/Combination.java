package io.warifu.sharing.protocol;

import io.warifu.sharing.field.Gf256;
import io.warifu.sharing.field.WeightedSum;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random linear combinations of all values of a server, {@link #LANES} of them, under a public
 * challenge. Combinations of shares are shares of the combination, so what holds for all
 * polynomials holds for it, and what is wrong in one of them shows.
 *
 * <p>Guarantee: if the values of some server or dealer are not what they should be, all
 * combinations agree nevertheless with probability at most (2/256)^19 = 2^-133, if the challenge
 * was drawn after the values were fixed. Each lane takes values in two steps, blocks and then
 * columns, and each step misses with 1/256. Limit: every server must add the same records in the
 * same order; mutable, for one thread.
 */
public final class Combination {

    public static final int LANES = 19;
    public static final int CHALLENGE_BYTES = 32;

    private static final int BLOCK_BYTES = 4 << 10;
    private static final int BLOCK_PADS = 0;
    private static final int COLUMN_PADS = 1;
    private static final WeightedSum[] ADD_TIMES = new WeightedSum[Gf256.ORDER];

    static {
        Arrays.setAll(ADD_TIMES, weight -> WeightedSum.of(1, weight));
    }

    private final Cipher blockWeights;
    private final Cipher columnWeights;
    private byte[][] sums = new byte[LANES][0];

    /**
     * Starts a combination.
     *
     * @param challenge random, the same at every server, and unknown while values could still be
     *     changed
     */
    public Combination(byte[] challenge) {
        blockWeights = weights(challenge, BLOCK_PADS);
        columnWeights = weights(challenge, COLUMN_PADS);
    }

    private static Cipher weights(byte[] challenge, int purpose) {
        if (challenge.length != CHALLENGE_BYTES) {
            throw new IllegalArgumentException(
                    "a challenge has " + CHALLENGE_BYTES + " bytes, not " + challenge.length);
        }
        byte[] counter = new byte[16];
        counter[0] = (byte) purpose;
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(challenge, "AES"),
                    new IvParameterSpec(counter));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no AES-CTR", e);
        }
    }

    /** Takes the next record into account. */
    public Combination add(Lanes record) {
        byte[] values = record.bytes();
        for (int at = 0; at < values.length; at += BLOCK_BYTES) {
            int length = Math.min(BLOCK_BYTES, values.length - at);
            widen(length);
            byte[] weights = blockWeights.update(new byte[LANES]);
            for (int lane = 0; lane < LANES; lane++) {
                ADD_TIMES[weights[lane] & 0xFF].apply(
                        new byte[][] {sums[lane], values},
                        new int[] {0, at},
                        sums[lane],
                        0,
                        length);
            }
        }
        return this;
    }

    private void widen(int columns) {
        if (sums[0].length < columns) {
            byte[][] wider = new byte[LANES][];
            Arrays.setAll(wider, lane -> Arrays.copyOf(sums[lane], columns));
            Arrays.stream(sums).forEach(sum -> Arrays.fill(sum, (byte) 0));
            sums = wider;
        }
    }

    /**
     * The combinations, hidden by this server's share of a mask that is used for nothing else.
     *
     * @param mask {@link #LANES} values
     */
    public Lanes masked(Lanes mask) {
        mask.require(LANES);
        byte[] result = mask.copy();
        int columns = sums[0].length;
        for (int lane = 0; lane < LANES; lane++) {
            byte[] weights = columns == 0 ? new byte[0] : columnWeights.update(new byte[columns]);
            int sum = 0;
            for (int column = 0; column < columns; column++) {
                sum ^= Gf256.multiply(weights[column] & 0xFF, sums[lane][column] & 0xFF);
            }
            result[lane] ^= (byte) sum;
            Arrays.fill(sums[lane], (byte) 0);
        }
        return Lanes.owning(result);
    }
}
