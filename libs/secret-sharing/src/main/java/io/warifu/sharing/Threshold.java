package io.warifu.sharing;

/**
 * How many shares there are and how many restore the secret.
 *
 * @param k shares that are enough, at least 2; k-1 of them tell nothing
 * @param n shares that are made, at most 255
 */
public record Threshold(int k, int n) {

    public static final int MAX_SHARES = 255;

    public Threshold {
        if (k < 2 || k > n || n > MAX_SHARES) {
            throw new IllegalArgumentException(
                    "a threshold needs 2 <= k <= n <= 255, not k=" + k + ", n=" + n);
        }
    }

    @Override
    public String toString() {
        return k + "-of-" + n;
    }
}
