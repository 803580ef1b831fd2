package io.warifu.sharing.field;

/**
 * The field with 256 elements, modulo x^8+x^4+x^3+x^2+1 (0x11D); an element is an {@code int} of
 * 0..255, addition is exclusive or, and 2 generates all elements but zero.
 *
 * <p>Guarantee: {@link #twice}, {@link #multiply} and {@link #power} have no branch and no table
 * that depends on an operand (the exponent excepted), so their time says nothing about a secret.
 * The polynomial is that of libgfshare and of RAID-6, not that of AES: shares made with the one
 * mean nothing in the other.
 */
public final class Gf256 {

    /** The reducing polynomial, its leading bit included. */
    public static final int POLYNOMIAL = 0x11D;

    public static final int ORDER = 256;

    private Gf256() {}

    public static int twice(int a) {
        return (a << 1) ^ (-(a >>> 7) & POLYNOMIAL);
    }

    public static int multiply(int a, int b) {
        int product = 0;
        int shifted = a;
        for (int bit = 0; bit < 8; bit++) {
            product ^= -((b >>> bit) & 1) & shifted;
            shifted = twice(shifted);
        }
        return product;
    }

    /** {@code a} to the power of a public, non-negative exponent; anything to the power 0 is 1. */
    public static int power(int a, int exponent) {
        int result = 1;
        for (int bit = 31 - Integer.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
            result = multiply(result, result);
            if (((exponent >>> bit) & 1) != 0) {
                result = multiply(result, a);
            }
        }
        return result;
    }

    /** The element whose product with {@code a} is 1. */
    public static int inverse(int a) {
        if (a == 0) {
            throw new ArithmeticException("zero has no inverse");
        }
        return power(a, ORDER - 2);
    }

    public static int divide(int a, int b) {
        return multiply(a, inverse(b));
    }
}
