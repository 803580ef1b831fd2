package io.warifu.sharing.field;

/**
 * Weights that turn values of a polynomial at known points into its value at another point, or into
 * a test of its degree. Points are public; nothing here touches a secret.
 */
public final class Interpolation {

    private Interpolation() {}

    /**
     * Lagrange weights: for every polynomial f of degree below the number of points, f(at) is the
     * sum of weight times value over the points.
     *
     * @param points distinct elements
     */
    public static int[] weightsAt(int at, int[] points) {
        int[] weights = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            int numerator = 1;
            int denominator = 1;
            for (int j = 0; j < points.length; j++) {
                if (j != i) {
                    numerator = Gf256.multiply(numerator, at ^ points[j]);
                    denominator = Gf256.multiply(denominator, points[i] ^ points[j]);
                }
            }
            weights[i] = Gf256.divide(numerator, denominator);
        }
        return weights;
    }

    /**
     * Weights of the syndrome S_m = sum of u_j times x_j^m times y_j, where u_j is the product of
     * 1/(x_j ^ x_i) over all other points. With p points, the values lie on a polynomial of degree
     * below k exactly if S_0 .. S_(p-k-1) are all zero.
     *
     * @param points distinct elements
     */
    public static int[] syndromeWeights(int m, int[] points) {
        int[] weights = new int[points.length];
        for (int j = 0; j < points.length; j++) {
            int denominator = 1;
            for (int i = 0; i < points.length; i++) {
                if (i != j) {
                    denominator = Gf256.multiply(denominator, points[j] ^ points[i]);
                }
            }
            weights[j] = Gf256.divide(Gf256.power(points[j], m), denominator);
        }
        return weights;
    }
}
