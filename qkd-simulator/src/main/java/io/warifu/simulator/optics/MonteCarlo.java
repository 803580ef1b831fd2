package io.warifu.simulator.optics;

import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Runs a link without anything behind it and counts: transmitter, fibre and receiver are those of a
 * session, so that the calculators show what a session would see.
 */
public final class MonteCarlo {

    private static final int CLICKS_PER_TRAIN = 1 << 15;

    private MonteCarlo() {}

    /**
     * What was counted.
     *
     * @param pulses sent
     * @param clicks all clicks for each intensity, whatever the bases
     * @param sifted tallies of the clicks with equal bases
     * @param doubleClicks clicks of both detectors
     */
    public record Result(long pulses, List<Long> clicks, BlockCounts sifted, long doubleClicks) {

        public Result {
            clicks = List.copyOf(clicks);
        }

        /** Clicks of all intensities. */
        public long totalClicks() {
            return clicks.stream().mapToLong(Long::longValue).sum();
        }

        /** Clicks per pulse of intensity {@code k}, which was chosen with {@code probability}. */
        public double gain(int k, double probability) {
            return clicks.get(k) / (pulses * probability);
        }

        /** Error rate of the sifted clicks of intensity {@code k}, both bases; 0 if none. */
        public double qber(int k) {
            Tally both = sifted.key().get(k).plus(sifted.test().get(k));
            return both.detections() == 0 ? 0 : both.errors() / both.detections();
        }
    }

    /** Over the honest fibre. */
    public static Result run(LinkOptics optics, long pulses, RandomGenerator chance) {
        return run(
                optics,
                new Transmitter(optics, chance),
                new HonestFibre(optics, chance),
                pulses,
                chance);
    }

    /** Over any channel. */
    public static Result run(
            LinkOptics optics,
            Transmitter transmitter,
            QuantumChannel channel,
            long pulses,
            RandomGenerator chance) {
        Receiver receiver = new Receiver(optics, chance);
        long pulsesPerTrain = optics.pulsesFor(CLICKS_PER_TRAIN);
        Counter counter = new Counter(optics.source().intensities().size());
        long sent = 0;
        for (long train = 0; sent < pulses; train++) {
            long now = Math.min(pulsesPerTrain, pulses - sent);
            Emission emission = transmitter.emit(new UUID(0, train), now);
            counter.count(emission, receiver.detect(channel.carry(emission.light())));
            sent += now;
        }
        return counter.result(pulses);
    }

    private static final class Counter {

        private final int intensities;
        private final long[] clicks;
        private final long[] detections;
        private final long[] errors;
        private long doubleClicks;

        Counter(int intensities) {
            this.intensities = intensities;
            this.clicks = new long[intensities];
            this.detections = new long[2 * intensities];
            this.errors = new long[2 * intensities];
        }

        void count(Emission emission, Detections seen) {
            byte[] codes = emission.codesOf(seen.pulsesOfClicks());
            for (int i = 0; i < codes.length; i++) {
                int code = codes[i];
                int intensity = PulseCode.intensity(code);
                clicks[intensity]++;
                if (PulseCode.basis(code) == seen.bases().bit(i)) {
                    int at = 2 * intensity + PulseCode.basis(code);
                    detections[at]++;
                    errors[at] += PulseCode.bit(code) ^ seen.bits().bit(i);
                }
            }
            doubleClicks += seen.doubleClicks();
        }

        Result result(long pulses) {
            List<Long> all = new ArrayList<>();
            List<Tally> key = new ArrayList<>();
            List<Tally> test = new ArrayList<>();
            for (int k = 0; k < intensities; k++) {
                all.add(clicks[k]);
                key.add(new Tally(detections[2 * k], errors[2 * k]));
                test.add(new Tally(detections[2 * k + 1], errors[2 * k + 1]));
            }
            return new Result(pulses, all, new BlockCounts(pulses, key, test), doubleClicks);
        }
    }
}
