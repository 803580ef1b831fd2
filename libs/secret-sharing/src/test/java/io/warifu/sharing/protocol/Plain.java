package io.warifu.sharing.protocol;

import io.warifu.sharing.AesCtrCoins;
import io.warifu.sharing.CoinSource;
import io.warifu.sharing.SharingId;
import io.warifu.sharing.field.Gf256;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** The plain reference: polynomials that are kept and evaluated one element at a time. */
final class Plain {

    /**
     * Random runs of each protocol; the mutation profile, which runs them over and over, has less.
     */
    static final int RUNS = Integer.getInteger("warifu.protocol.runs", 10_000);

    static final CoinSource COINS = new AesCtrCoins(new SecureRandom());
    static final SharingId SHARING = new SharingId(7, 7);

    /** As many runs as a slow test makes do with; the mutation profile has fewer of it, too. */
    static int runs(int most) {
        return Math.min(most, RUNS);
    }

    private final int[][] polynomials;

    private Plain(int[][] polynomials) {
        this.polynomials = polynomials;
    }

    static Plain random(Random random, int k, int length) {
        int[][] polynomials = new int[length][];
        for (int i = 0; i < length; i++) {
            polynomials[i] = random.ints(k, 0, Gf256.ORDER).toArray();
        }
        return new Plain(polynomials);
    }

    static Roster randomRoster(Random random) {
        int n = 2 + random.nextInt(7);
        int k = 2 + random.nextInt(n - 1);
        return Roster.of(k, random.ints(1, Gf256.ORDER).distinct().limit(n).toArray());
    }

    /** {@code count} of the roster's points. */
    static TreeSet<Integer> some(Random random, Roster roster, int count) {
        TreeSet<Integer> chosen = new TreeSet<>(roster.points());
        while (chosen.size() > count) {
            chosen.remove(
                    chosen.stream().skip(random.nextInt(chosen.size())).findFirst().orElseThrow());
        }
        return chosen;
    }

    byte[] at(int x) {
        byte[] values = new byte[polynomials.length];
        for (int i = 0; i < values.length; i++) {
            int value = 0;
            for (int c = polynomials[i].length - 1; c >= 0; c--) {
                value = Gf256.multiply(value, x) ^ polynomials[i][c];
            }
            values[i] = (byte) value;
        }
        return values;
    }

    Map<Integer, HeldShare> shares(Roster roster, int epoch) {
        Map<Integer, HeldShare> shares = new TreeMap<>();
        for (int x : roster.points()) {
            shares.put(x, new HeldShare(roster, SHARING, epoch, x, Lanes.copyOf(at(x))));
        }
        return shares;
    }

    /** The element of {@code key}, which is there. */
    static <T> T of(Map<Integer, T> all, int key) {
        return Objects.requireNonNull(all.get(key));
    }

    /** Lagrange's formula at {@code x}, one element at a time. */
    static byte[] interpolated(Map<Integer, byte[]> values, int x) {
        byte[] result = new byte[values.values().iterator().next().length];
        values.forEach((xi, row) -> {
            int weight = 1;
            for (int xj : values.keySet()) {
                if (xj != xi) {
                    weight = Gf256.multiply(weight, Gf256.divide(x ^ xj, xi ^ xj));
                }
            }
            for (int i = 0; i < result.length; i++) {
                result[i] ^= (byte) Gf256.multiply(weight, row[i] & 0xFF);
            }
        });
        return result;
    }

    static byte[] challenge(Random random) {
        byte[] challenge = new byte[Combination.CHALLENGE_BYTES];
        random.nextBytes(challenge);
        return challenge;
    }
}
