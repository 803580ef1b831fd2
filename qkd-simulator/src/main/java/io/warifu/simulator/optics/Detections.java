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
    private final int doubleClicks;
    private final boolean brightLight;

    /** Detections of a receiver that saw nothing unusual. */
    public Detections(long pulses, long[] pulseOfClick, BitString bases, BitString bits) {
        this(pulses, pulseOfClick, bases, bits, 0, false);
    }

    /** Keeps the arguments without a copy. */
    public Detections(
            long pulses,
            long[] pulseOfClick,
            BitString bases,
            BitString bits,
            int doubleClicks,
            boolean brightLight) {
        if (bases.length() != pulseOfClick.length || bits.length() != pulseOfClick.length) {
            throw new IllegalArgumentException("one basis and one bit for each click");
        }
        this.pulses = pulses;
        this.pulseOfClick = pulseOfClick;
        this.bases = bases;
        this.bits = bits;
        this.doubleClicks = doubleClicks;
        this.brightLight = brightLight;
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

    /** The pulses of all clicks; the caller leaves the array as it is. */
    public long[] pulsesOfClicks() {
        return pulseOfClick;
    }

    public BitString bases() {
        return bases;
    }

    public BitString bits() {
        return bits;
    }

    /** Clicks at which both detectors fired, so that the bit is a coin. */
    public int doubleClicks() {
        return doubleClicks;
    }

    /** Whether the power monitor saw light that no source of the link sends: a blinding attack. */
    public boolean brightLight() {
        return brightLight;
    }
}
