package io.warifu.simulator.bb84;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.optics.Detections;
import io.warifu.simulator.optics.LinkOptics;

/**
 * What Bob tells the world about his clicks: at which pulses, in which bases, and whether the
 * monitor in front of his detectors has seen light that no honest source sends. It holds no bit he
 * read.
 *
 * <pre>
 * 1   1 if bright light was seen
 * v   clicks
 * v   per click: pulses skipped since the last click
 * b   bases, one = diagonal (the test basis)
 * </pre>
 */
public final class ClickAnnouncement {

    private static final int MAX_CLICKS = 2 * LinkOptics.MAX_CLICKS_PER_TRAIN;

    private final boolean brightLight;
    private final long[] pulseOfClick;
    private final BitString bases;

    private ClickAnnouncement(boolean brightLight, long[] pulseOfClick, BitString bases) {
        this.brightLight = brightLight;
        this.pulseOfClick = pulseOfClick;
        this.bases = bases;
    }

    public static PayloadWriter write(Detections detections) {
        PayloadWriter out = new PayloadWriter(16 + 3 * detections.clicks());
        out.putByte(detections.brightLight() ? 1 : 0).putCount(detections.clicks());
        long last = -1;
        for (int i = 0; i < detections.clicks(); i++) {
            out.putCount(detections.pulseOf(i) - last - 1);
            last = detections.pulseOf(i);
        }
        return out.putBits(detections.bases());
    }

    /** Reads an announcement about a train of {@code pulses} pulses. */
    public static ClickAnnouncement read(PayloadReader in, long pulses) throws ChannelException {
        boolean bright = in.getFlag();
        int clicks = in.getInt((int) Math.min(MAX_CLICKS, pulses));
        // One byte a click at least: a wrong count must not make us reserve memory.
        in.requireRemaining(clicks);
        long[] pulseOfClick = new long[clicks];
        long pulse = -1;
        for (int i = 0; i < clicks; i++) {
            pulse += 1 + in.getCount(pulses);
            if (pulse >= pulses) {
                throw new ChannelException(
                        Check.MALFORMED, "a click lies past the end of its train");
            }
            pulseOfClick[i] = pulse;
        }
        BitString bases = in.getBitsOfLength(clicks);
        in.end();
        return new ClickAnnouncement(bright, pulseOfClick, bases);
    }

    public boolean brightLight() {
        return brightLight;
    }

    public int clicks() {
        return pulseOfClick.length;
    }

    /** The pulses of all clicks, ascending; the caller leaves the array as it is. */
    long[] pulses() {
        return pulseOfClick;
    }

    BitString bases() {
        return bases;
    }
}
