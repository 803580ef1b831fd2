package io.warifu.simulator.optics;

/** The mixing step of SplitMix64 (Steele, Lea and Flood 2014): a number from a seed and a place. */
final class SplitMix {

    static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private SplitMix() {}

    static long mixed(long state) {
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
