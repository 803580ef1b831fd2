package io.warifu.simulator.optics;

import io.warifu.simulator.bits.BitString;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Bob's side of the fibre: measures arriving photons in random bases and adds dark counts.
 *
 * <p>If a photon and a dark count fall into one pulse, half of the time both detectors have
 * clicked; then the bit is drawn anew, as real receivers must do lest an attacker steer them by
 * double clicks.
 */
public final class Receiver {

    private static final long BASIS_BIT = 1;
    private static final long COIN_BIT = 2;
    private static final double UNIT = 0x1.0p-53;

    private final LinkOptics optics;
    private final RandomGenerator chance;

    public Receiver(LinkOptics optics, RandomGenerator chance) {
        this.optics = optics;
        this.chance = chance;
    }

    /**
     * All clicks of one train; at most {@link LinkOptics#MAX_CLICKS_PER_TRAIN} dark counts are
     * kept.
     */
    public Detections detect(PhotonTrain train) {
        long[] dark = darkPulses(train.pulses());
        long[] pulses = new long[train.photons() + dark.length];
        boolean[] diagonal = new boolean[pulses.length];
        boolean[] bit = new boolean[pulses.length];
        int clicks = 0;
        int photon = 0;
        int darkCount = 0;
        while (photon < train.photons() || darkCount < dark.length) {
            long light = photon < train.photons() ? train.pulseOf(photon) : Long.MAX_VALUE;
            long noise = darkCount < dark.length ? dark[darkCount] : Long.MAX_VALUE;
            long draw = chance.nextLong();
            boolean coin = (draw & COIN_BIT) != 0;
            pulses[clicks] = Math.min(light, noise);
            diagonal[clicks] = (draw & BASIS_BIT) != 0;
            // Without light the bit is a coin, and so it is if both detectors click.
            boolean bothDetectors = light == noise && chance.nextBoolean();
            boolean isSignal = light <= noise && !bothDetectors;
            bit[clicks] = isSignal ? read(train.qubitOf(photon), diagonal[clicks], draw) : coin;
            photon += light <= noise ? 1 : 0;
            darkCount += noise <= light ? 1 : 0;
            clicks++;
        }
        return new Detections(
                train.pulses(),
                Arrays.copyOf(pulses, clicks),
                pack(diagonal, clicks),
                pack(bit, clicks));
    }

    private boolean read(Qubit qubit, boolean diagonal, long draw) {
        boolean coin = (draw & COIN_BIT) != 0;
        // The upper 53 bits are independent of the two that chose basis and coin.
        boolean flipped = (draw >>> 11) * UNIT < optics.detector().misalignment();
        return qubit.measuredIn(Basis.of(diagonal), coin) ^ flipped;
    }

    private long[] darkPulses(long pulses) {
        ClickGaps gaps = new ClickGaps(optics.detector().darkCountProbability(), chance);
        long[] dark = new long[16];
        int count = 0;
        for (long pulse = gaps.nextBelow(pulses);
                pulse >= 0 && count < LinkOptics.MAX_CLICKS_PER_TRAIN;
                pulse = gaps.nextBelow(pulses)) {
            if (count == dark.length) {
                dark = Arrays.copyOf(dark, count * 2);
            }
            dark[count++] = pulse;
        }
        return Arrays.copyOf(dark, count);
    }

    private static BitString pack(boolean[] values, int count) {
        BitString bits = new BitString(count);
        for (int i = 0; i < count; i++) {
            if (values[i]) {
                bits.set(i, true);
            }
        }
        Arrays.fill(values, false);
        return bits;
    }
}
