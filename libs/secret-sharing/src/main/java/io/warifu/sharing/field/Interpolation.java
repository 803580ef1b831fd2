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
     * Weights of all coefficients: for every polynomial f of degree below the number of points, the
     * coefficient of x^i is the sum of the weights in row i times the values at the points.
     *
     * @param points distinct elements
     */
    public static int[][] coefficientWeights(int[] points) {
        int count = points.length;
        // The product of (x + x_m) over all points, its constant coefficient first.
        int[] product = new int[count + 1];
        product[0] = 1;
        for (int point : points) {
            for (int c = count; c > 0; c--) {
                product[c] = product[c - 1] ^ Gf256.multiply(product[c], point);
            }
            product[0] = Gf256.multiply(product[0], point);
        }
        int[] denominators = syndromeWeights(0, points);
        int[][] weights = new int[count][count];
        for (int j = 0; j < count; j++) {
            // Divided by (x + x_j) from the top, which leaves the product over the other points.
            int quotient = 0;
            for (int c = count - 1; c >= 0; c--) {
                quotient = product[c + 1] ^ Gf256.multiply(quotient, points[j]);
                weights[c][j] = Gf256.multiply(quotient, denominators[j]);
            }
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
