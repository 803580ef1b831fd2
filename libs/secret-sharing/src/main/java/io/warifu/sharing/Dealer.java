package io.warifu.sharing;

import io.warifu.sharing.field.Evaluation;
import java.util.Arrays;

/**
 * Shamir's sharing of raw bytes into raw values, block by block, into arrays that the caller keeps:
 * what {@link ShamirSharing} and the streams stand on.
 *
 * <p>Guarantee: every byte gets k-1 fresh coins of its own, zero included, the top one included;
 * time does not depend on the secret. Limit: no header, no seal; mutable working memory, so not
 * safe for several threads. {@link #close()} wipes it.
 *
 * @see ShamirSharing
 */
public final class Dealer implements AutoCloseable {

    /**
     * Secret, coins and values of such a block stay in the first-level cache for the usual k and n,
     * and the coins of one are few enough calls to the cipher.
     */
    static final int BLOCK_BYTES = 4 << 10;

    private final CoinSource coins;
    private final int k;
    private final int points;
    private final Evaluation evaluation;
    private final byte[] drawn;
    private final byte[][] rows;
    private final int[] from;

    /**
     * Makes a dealer.
     *
     * @param points distinct, within 1..255: at 0 lies the secret itself
     */
    public Dealer(CoinSource coins, int k, int... points) {
        this(coins, k, points.length, evaluation(k, points), BLOCK_BYTES);
    }

    private Dealer(CoinSource coins, int k, int points, Evaluation evaluation, int block) {
        this.coins = coins;
        this.k = k;
        this.points = points;
        this.evaluation = evaluation;
        this.drawn = new byte[(k - 1) * block];
        this.rows = new byte[k][];
        Arrays.fill(rows, drawn);
        this.from = new int[k];
    }

    /** For one dealing of at most {@code mostBytes}, so that small ones take little memory. */
    static Dealer prepared(
            CoinSource coins, Threshold threshold, Evaluation evaluation, int mostBytes) {
        return new Dealer(
                coins,
                threshold.k(),
                threshold.n(),
                evaluation,
                Math.min(BLOCK_BYTES, Math.max(1, mostBytes)));
    }

    private static Evaluation evaluation(int k, int[] points) {
        Points.require(points);
        if (k < 2 || k > points.length) {
            throw new IllegalArgumentException("k lies in 2.." + points.length + ", not at " + k);
        }
        return Evaluation.of(k, points.clone());
    }

    /**
     * Deals {@code length} bytes of {@code secret}.
     *
     * @param values one array for each point, written from {@code to} on
     */
    public void deal(byte[] secret, int offset, byte[][] values, int to, int length) {
        if (values.length != points) {
            throw new IllegalArgumentException("values for " + points + " points are dealt");
        }
        int block = drawn.length / (k - 1);
        rows[0] = secret;
        try {
            for (int done = 0; done < length; done += block) {
                int bytes = Math.min(block, length - done);
                coins.fill(drawn, (k - 1) * bytes);
                from[0] = offset + done;
                for (int i = 1; i < k; i++) {
                    from[i] = (i - 1) * bytes;
                }
                evaluation.apply(rows, from, values, to + done, bytes);
            }
        } finally {
            rows[0] = drawn;
        }
    }

    /** Overwrites the coins that were drawn last. */
    @Override
    public void close() {
        Arrays.fill(drawn, (byte) 0);
    }
}
