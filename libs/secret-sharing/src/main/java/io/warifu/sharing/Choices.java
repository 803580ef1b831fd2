package io.warifu.sharing;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * All choices of k rows out of m in lexical order, as many as the limits allow: reading is work
 * that a liar could otherwise multiply.
 */
final class Choices implements Iterator<int[]> {

    /** All choices of 3 of 5 are 10; of 5 of 13, 1287. */
    private static final int MAX_CHOICES = 1_500;

    /** Bytes interpolated in all, unless even {@link #LEAST_CHOICES} need more. */
    private static final long MAX_BYTES = 256L << 20;

    private static final int LEAST_CHOICES = 10;

    private final int rows;
    private final int[] choice;
    private long left;
    private boolean complete;

    Choices(int rows, int k, int lengthBytes) {
        this.rows = rows;
        this.choice = new int[k];
        Arrays.setAll(choice, i -> i);
        this.left =
                Math.min(
                        MAX_CHOICES, Math.max(LEAST_CHOICES, MAX_BYTES / Math.max(1, lengthBytes)));
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public int[] next() {
        if (left == 0) {
            throw new NoSuchElementException("no further choice");
        }
        int[] chosen = choice.clone();
        complete = !advance();
        left = complete ? 0 : left - 1;
        return chosen;
    }

    /** Whether all choices were given, none left out because of a limit. */
    boolean complete() {
        return complete;
    }

    private boolean advance() {
        for (int i = choice.length - 1; i >= 0; i--) {
            if (choice[i] < rows - choice.length + i) {
                choice[i]++;
                for (int j = i + 1; j < choice.length; j++) {
                    choice[j] = choice[j - 1] + 1;
                }
                return true;
            }
        }
        return false;
    }
}
