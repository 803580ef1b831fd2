package io.warifu.sharing;

import java.util.HashSet;
import java.util.Set;

/** The rule for points that is kept wherever one comes in. */
final class Points {

    private Points() {}

    /** Refuses 0, where the secret lies, everything outside the field, and doubles. */
    static void require(int... points) {
        Set<Integer> seen = new HashSet<>();
        for (int x : points) {
            if (x < 1 || x > Threshold.MAX_SHARES) {
                throw new IllegalArgumentException("a share's point lies in 1..255, not at " + x);
            }
            if (!seen.add(x)) {
                throw new IllegalArgumentException("two shares have the point " + x);
            }
        }
    }
}
