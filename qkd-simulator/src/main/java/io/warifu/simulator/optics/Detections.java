package io.warifu.simulator.optics;

import io.warifu.simulator.bits.BitString;

/**
 * Bob's clicks in the order of their pulses: the pulse, the basis he had chosen (one = diagonal),
 * the bit he read. Pulses and bases become public; the bits never do.
 */
public final class Detections {

    private final long pulses;
    private final long[] pulseOfClick;
    private final BitString bases;
    private final BitString bits;

    /** Keeps the arguments without a copy. */
    public Detections(long pulses, long[] pulseOfClick, BitString bases, BitString bits) {
        if (bases.length() != pulseOfClick.length || bits.length() != pulseOfClick.length) {
            throw new IllegalArgumentException("one basis and one bit for each click");
        }
        this.pulses = pulses;
        this.pulseOfClick = pulseOfClick;
        this.bases = bases;
        this.bits = bits;
    }

    public int clicks() {
        return pulseOfClick.length;
    }

    public long pulses() {
        return pulses;
    }

    public long pulseOf(int click) {
        return pulseOfClick[click];
    }

    public BitString bases() {
        return bases;
    }

    public BitString bits() {
        return bits;
    }
}
