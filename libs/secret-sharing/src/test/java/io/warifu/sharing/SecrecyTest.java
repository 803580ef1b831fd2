package io.warifu.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Secrecy as an exact count: over all possible coins, what k-1 servers see is distributed uniformly
 * for every secret. The secret is one byte repeated, so that one split runs through all coins.
 */
class SecrecyTest {

    private static final int POINTS = 5;

    @Test
    void oneShareOfATwoShareSecretTellsNothing() {
        for (int secret = 0; secret < 256; secret++) {
            requireUniformPairsOrSingles(secret, 2, new AllCoins(1, 0));
        }
    }

    @Test
    void twoSharesOfAThreeShareSecretTellNothing() {
        for (int secret = 0; secret < 256; secret++) {
            requireUniformPairsOrSingles(secret, 3, new AllCoins(2, 0));
        }
    }

    @Test
    void theCountNoticesATopCoefficientThatIsNeverZero() {
        assertThatThrownBy(() -> requireUniformPairsOrSingles(0x41, 2, new AllCoins(1, 1)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> requireUniformPairsOrSingles(0x41, 3, new AllCoins(2, 1)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void kValuesDoTellTheSecret() {
        byte[][] values = dealWithAllCoins(0x41, 2, new AllCoins(1, 0));
        byte[] secret = new byte[values[0].length];
        new Codewords(2, new int[] {1, 2}, new byte[][] {values[0], values[1]})
                .valueAt(0, 0, secret, 0, secret.length);
        assertThat(secret).containsOnly(0x41);
    }

    private static byte[][] dealWithAllCoins(int secret, int k, AllCoins coins) {
        byte[] repeated = new byte[coins.count()];
        Arrays.fill(repeated, (byte) secret);
        byte[][] values = new byte[POINTS][repeated.length];
        try (Dealer dealer = new Dealer(coins, k, 1, 2, 3, 4, 5)) {
            dealer.deal(repeated, 0, values, 0, repeated.length);
        }
        return values;
    }

    /** Every view that k-1 servers can have must occur exactly once over all coins. */
    private static void requireUniformPairsOrSingles(int secret, int k, AllCoins coins) {
        byte[][] values = dealWithAllCoins(secret, k, coins);
        for (int first = 0; first < POINTS; first++) {
            if (k == 2) {
                requireEachViewOnce(values[first], null);
                continue;
            }
            for (int second = first + 1; second < POINTS; second++) {
                requireEachViewOnce(values[first], values[second]);
            }
        }
    }

    private static void requireEachViewOnce(byte[] first, byte @Nullable [] second) {
        boolean[] seen = new boolean[first.length];
        for (int i = 0; i < first.length; i++) {
            int view = (first[i] & 0xFF) | (second == null ? 0 : (second[i] & 0xFF) << 8);
            if (seen[view]) {
                throw new AssertionError("the view " + view + " occurs twice");
            }
            seen[view] = true;
        }
    }

    /** Counts through all coefficient vectors; {@code topAtLeast} 1 breaks the top coefficient. */
    private static final class AllCoins implements CoinSource {

        private final int coefficients;
        private final int topAtLeast;
        private int next;

        AllCoins(int coefficients, int topAtLeast) {
            this.coefficients = coefficients;
            this.topAtLeast = topAtLeast;
        }

        int count() {
            return 1 << (8 * coefficients);
        }

        @Override
        public void fill(byte[] target, int lengthBytes) {
            int vectors = lengthBytes / coefficients;
            for (int i = 0; i < vectors; i++) {
                for (int c = 0; c < coefficients; c++) {
                    int coin = (next >>> (8 * c)) & 0xFF;
                    boolean top = c == coefficients - 1;
                    target[c * vectors + i] = (byte) (top ? Math.max(topAtLeast, coin) : coin);
                }
                next++;
            }
        }

        @Override
        public CoinOrigin origin() {
            return CoinOrigin.SUPPLIED;
        }
    }
}
