package io.warifu.simulator.bb84;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.optics.Detections;
import io.warifu.simulator.optics.LinkOptics;

/**
 * What Bob tells the world about his clicks: at which pulses, in which bases. It holds no bit he
 * read.
 *
 * <pre>
 * v   clicks
 * v   per click: pulses skipped since the last click
 * b   bases, one = diagonal
 * </pre>
 */
public final class ClickAnnouncement {

    private static final int MAX_CLICKS = 2 * LinkOptics.MAX_CLICKS_PER_TRAIN;

    private final long[] pulseOfClick;
    private final BitString bases;

    private ClickAnnouncement(long[] pulseOfClick, BitString bases) {
        this.pulseOfClick = pulseOfClick;
        this.bases = bases;
    }

    public static PayloadWriter write(Detections detections) {
        PayloadWriter out = new PayloadWriter(16 + 3 * detections.clicks());
        out.putCount(detections.clicks());
        long last = -1;
        for (int i = 0; i < detections.clicks(); i++) {
            out.putCount(detections.pulseOf(i) - last - 1);
            last = detections.pulseOf(i);
        }
        return out.putBits(detections.bases());
    }

    /** Reads an announcement about a train of {@code pulses} pulses. */
    public static ClickAnnouncement read(PayloadReader in, long pulses) throws ChannelException {
        int clicks = in.getInt((int) Math.min(MAX_CLICKS, pulses));
        long[] pulseOfClick = new long[clicks];
        long pulse = -1;
        for (int i = 0; i < clicks; i++) {
            pulse += 1 + in.getCount(pulses);
            if (pulse >= pulses) {
                throw new ChannelException("a click lies past the end of its train");
            }
            pulseOfClick[i] = pulse;
        }
        BitString bases = in.getBitsOfLength(clicks);
        in.end();
        return new ClickAnnouncement(pulseOfClick, bases);
    }

    int clicks() {
        return pulseOfClick.length;
    }

    long pulseOf(int click) {
        return pulseOfClick[click];
    }

    boolean diagonal(int click) {
        return bases.get(click);
    }
}
