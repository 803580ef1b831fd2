package io.warifu.simulator.link;

/** Two tests of NIST SP 800-22 on packed bits: what is far from random fails them. */
final class RandomnessTests {

    private RandomnessTests() {}

    /** Frequency (monobit) test, section 2.1: the p-value. */
    static double monobit(byte[] bits) {
        long n = 8L * bits.length;
        return erfc(Math.abs(2.0 * ones(bits) - n) / Math.sqrt(2.0 * n));
    }

    /** Runs test, section 2.3: the p-value. */
    static double runs(byte[] bits) {
        long n = 8L * bits.length;
        double share = ones(bits) / (double) n;
        long runs = 1;
        for (long i = 1; i < n; i++) {
            runs += bit(bits, i) == bit(bits, i - 1) ? 0 : 1;
        }
        double mixed = share * (1 - share);
        return erfc(Math.abs(runs - 2 * n * mixed) / (2 * Math.sqrt(2.0 * n) * mixed));
    }

    private static long ones(byte[] bits) {
        long ones = 0;
        for (byte b : bits) {
            ones += Integer.bitCount(b & 0xFF);
        }
        return ones;
    }

    private static int bit(byte[] bits, long index) {
        return bits[(int) (index >>> 3)] >>> (index & 7) & 1;
    }

    /** Complementary error function by its continued fraction or series, to 1e-9. */
    private static double erfc(double x) {
        if (x < 2) {
            double term = x;
            double sum = x;
            for (int n = 1; n < 60; n++) {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }
            return 1 - 2 / Math.sqrt(Math.PI) * sum;
        }
        double fraction = 0;
        for (int n = 60; n > 0; n--) {
            fraction = n / 2.0 / (x + fraction);
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
    }
}
