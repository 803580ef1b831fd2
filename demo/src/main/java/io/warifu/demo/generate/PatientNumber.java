package io.warifu.demo.generate;

/**
 * Patient numbers of the range reserved for test data: {@code 0009}, five digits, one check digit
 * (Luhn). The first two numbers of the range belong to the hand-made example files.
 */
final class PatientNumber {

    private static final String RANGE = "0009";
    private static final int FIRST = 3;

    static final int CAPACITY = 99_999 - FIRST + 1;

    private PatientNumber() {}

    /** The five digits between range and check digit, as a number. */
    static int serial(int index) {
        if (index < 0 || index >= CAPACITY) {
            throw new IllegalArgumentException("the range holds " + CAPACITY + " patients");
        }
        return index + FIRST;
    }

    static String of(int index) {
        String digits = RANGE + Stamps.padded(serial(index), 5);
        return digits + checkDigit(digits);
    }

    static int checkDigit(String digits) {
        int sum = 0;
        boolean doubled = true;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            int weighted = doubled ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
            doubled = !doubled;
        }
        return (10 - sum % 10) % 10;
    }
}
