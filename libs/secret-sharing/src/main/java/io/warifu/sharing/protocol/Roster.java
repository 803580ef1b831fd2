package io.warifu.sharing.protocol;

import io.warifu.sharing.Threshold;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The servers of a sharing: their points, and how many of them restore a secret.
 *
 * <p>Guarantee: no roster contains point 0, where the secret lies; and whatever takes a point of a
 * server asks {@link #require}, so that a point outside the configured ones goes nowhere.
 *
 * @param k at least 2, at most as many as there are points
 * @param points distinct, within 1..255
 */
public record Roster(int k, SortedSet<Integer> points) {

    public Roster {
        points = Collections.unmodifiableSortedSet(new TreeSet<>(points));
        if (points.isEmpty() || points.getFirst() < 1 || points.getLast() > Threshold.MAX_SHARES) {
            throw new IllegalArgumentException("points of servers lie in 1..255: " + points);
        }
        if (k < 2 || k > points.size()) {
            throw new IllegalArgumentException(
                    "k lies in 2.." + points.size() + " for so many servers, not at " + k);
        }
    }

    public static Roster of(int k, int... points) {
        TreeSet<Integer> distinct = new TreeSet<>();
        Arrays.stream(points).forEach(distinct::add);
        if (distinct.size() != points.length) {
            throw new IllegalArgumentException("two servers have the same point");
        }
        return new Roster(k, distinct);
    }

    /** The servers 1..n. */
    public static Roster of(Threshold threshold) {
        TreeSet<Integer> points = new TreeSet<>();
        for (int x = 1; x <= threshold.n(); x++) {
            points.add(x);
        }
        return new Roster(threshold.k(), points);
    }

    /** The same servers and one more, before it is enrolled. */
    public Roster with(int newcomer) {
        if (points.contains(newcomer)) {
            throw new IllegalArgumentException("there is a server " + newcomer + " already");
        }
        TreeSet<Integer> more = new TreeSet<>(points);
        more.add(newcomer);
        return new Roster(k, more);
    }

    /** Returns {@code x} if it is the point of a server of this roster, and refuses it else. */
    public int require(int x) {
        if (!points.contains(x)) {
            throw new IllegalArgumentException("there is no server " + x + " among " + points);
        }
        return x;
    }

    int[] array() {
        return points.stream().mapToInt(Integer::intValue).toArray();
    }

    /** At least {@code least} distinct points of this roster, in rising order. */
    SortedSet<Integer> requireAll(SortedSet<Integer> chosen, int least) {
        chosen.forEach(this::require);
        if (chosen.size() < least) {
            throw new IllegalArgumentException(
                    chosen.size() + " servers take part where " + least + " are needed");
        }
        return Collections.unmodifiableSortedSet(new TreeSet<>(chosen));
    }
}
