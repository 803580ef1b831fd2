package io.warifu.demo.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Chance that can be repeated: the same seed, patient and subject give the same draws, whatever
 * other patients drew. Not for secrets.
 */
final class Chance {

    private static final int MOST_POISSON = 60;

    private final RandomGenerator random;

    private Chance(RandomGenerator random) {
        this.random = random;
    }

    /** Draws about one subject ({@code "person"}, {@code "care"}) of one patient. */
    static Chance of(long seed, int patientIndex, String subject) {
        long mixed = mix(mix(mix(seed) + patientIndex) + subject.hashCode());
        return new Chance(new SplittableRandom(mixed));
    }

    /** The finalizer of MurmurHash3: neighbouring seeds must not give neighbouring streams. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From {@code first} to {@code last}, both included. */
    int between(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Up to {@code count} different elements, in the order of the list. */
    <T> List<T> sample(List<T> from, int count) {
        int wanted = Math.min(count, from.size());
        List<T> sample = new ArrayList<>(wanted);
        for (int i = 0; i < from.size() && sample.size() < wanted; i++) {
            if (random.nextInt(from.size() - i) < wanted - sample.size()) {
                sample.add(from.get(i));
            }
        }
        return sample;
    }

    /** Knuth's product method; StrictMath, so that every platform draws the same tree. */
    int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit && count < MOST_POISSON) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
