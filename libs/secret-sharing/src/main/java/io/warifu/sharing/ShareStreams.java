package io.warifu.sharing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Shamir's sharing of streams of any length in bounded memory: bare values without header or seal,
 * which are what libgfshare keeps in its files.
 *
 * <p>Limit: values alone carry no proof. More shares than k are checked against each other, piece
 * by piece, before a piece is written; with exactly k a wrong share gives a wrong secret.
 */
public final class ShareStreams {

    /** What is read at a time from each stream. */
    static final int PIECE_BYTES = 64 << 10;

    private ShareStreams() {}

    /**
     * Deals all of {@code secret}.
     *
     * @param shares one for each of the dealer's points
     * @param progress hears how many bytes are done
     * @return the length of the secret
     */
    public static long split(
            InputStream secret,
            Dealer dealer,
            List<? extends OutputStream> shares,
            LongConsumer progress)
            throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        byte[][] values = new byte[shares.size()][PIECE_BYTES];
        long done = 0;
        try {
            for (int read = secret.readNBytes(piece, 0, PIECE_BYTES);
                    read > 0;
                    read = secret.readNBytes(piece, 0, PIECE_BYTES)) {
                dealer.deal(piece, 0, values, 0, read);
                for (int i = 0; i < values.length; i++) {
                    shares.get(i).write(values[i], 0, read);
                }
                done += read;
                progress.accept(done);
            }
            return done;
        } finally {
            Arrays.fill(piece, (byte) 0);
        }
    }

    /**
     * Restores a secret from streams of equal length.
     *
     * @param k at most as many as there are shares; those beyond are checked
     * @param points of the shares
     * @param progress hears how many bytes are done
     * @throws ShareMismatchException if the shares contradict each other
     * @throws EOFException if they differ in length
     */
    public static void combine(
            int k,
            int[] points,
            List<? extends InputStream> shares,
            OutputStream secret,
            LongConsumer progress)
            throws IOException {
        Points.require(points);
        if (k < 2 || k > points.length || shares.size() != points.length) {
            throw new IllegalArgumentException(
                    points.length + " points, " + shares.size() + " shares, k = " + k);
        }
        byte[][] rows = new byte[points.length][PIECE_BYTES];
        Codewords codewords = new Codewords(k, points, rows);
        Codewords used = codewords.firstK();
        byte[] piece = new byte[PIECE_BYTES];
        long done = 0;
        try {
            for (int read = fill(rows, points, shares);
                    read > 0;
                    read = fill(rows, points, shares)) {
                ErrorLocator errors = codewords.errors(read);
                if (!errors.clean()) {
                    throw new ShareMismatchException(wrong(errors, points));
                }
                used.valueAt(0, 0, piece, 0, read);
                secret.write(piece, 0, read);
                done += read;
                progress.accept(done);
            }
        } finally {
            Arrays.fill(piece, (byte) 0);
        }
    }

    private static int fill(byte[][] rows, int[] points, List<? extends InputStream> shares)
            throws IOException {
        int read = shares.getFirst().readNBytes(rows[0], 0, PIECE_BYTES);
        for (int i = 1; i < rows.length; i++) {
            if (shares.get(i).readNBytes(rows[i], 0, PIECE_BYTES) != read) {
                throw new EOFException(
                        "share " + points[i] + " has another length than share " + points[0]);
            }
        }
        return read;
    }

    private static Set<Integer> wrong(ErrorLocator errors, int[] points) {
        Set<Integer> wrong = new TreeSet<>();
        for (int row = 0; row < points.length; row++) {
            if (!errors.unclear() && errors.isWrong(row)) {
                wrong.add(points[row]);
            }
        }
        return wrong;
    }
}
