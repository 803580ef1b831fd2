package io.warifu.simulator.optics;

import io.warifu.simulator.bits.BitString;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Bob's side of the fibre: measures arriving light in random bases and adds what the detectors do
 * of themselves: dark counts, dead time, afterpulses. Their memory goes on from train to train.
 *
 * <p>If light and noise fall into one pulse, half of the time both detectors have fired; then the
 * bit is a coin, as real receivers must do lest an attacker steer them by double clicks. Limits:
 * double clicks from several photons of one pulse are not told apart from single ones; beyond
 * {@link #MAX_CLICKS} the time tagger of one train is full and the rest of its clicks is lost.
 *
 * <p>Bright light is no light of this link: detectors under it count no photons, have no noise of
 * their own, and fire just when light and basis agree. The power monitor sees it.
 */
public final class Receiver {

    /** Clicks that one train can lead to: all light, and as much noise again. */
    public static final int MAX_CLICKS = 2 * LinkOptics.MAX_CLICKS_PER_TRAIN;

    private static final double TWO_TO_31 = 0x1.0p31;

    private final LinkOptics optics;
    private final RandomGenerator chance;

    /** What Bob neither chooses nor keeps secret: a quick generator is enough. */
    private final SplittableRandom nature;

    private final DriftPath drift;
    private final NoiseClock noise;
    private final long keyThreshold;
    private final long deadPulses;

    private long pulsesOfLast;

    /** The last pulse at which the detectors are still dead, counted like the present train's. */
    private long deadThrough = -1;

    private long[] pulseOfClick = new long[1024];
    private long[] bases = new long[16];
    private long[] bits = new long[16];
    private int clicks;
    private int doubleClicks;

    /** {@code chance} decides Bob's bases: outside tests it must come from system entropy. */
    public Receiver(LinkOptics optics, RandomGenerator chance) {
        this.optics = optics;
        this.chance = chance;
        this.nature = new SplittableRandom(chance.nextLong());
        this.drift = new DriftPath(optics.drift(), nature);
        this.noise = new NoiseClock(optics, nature);
        this.keyThreshold = (long) (optics.source().keyBasisProbability() * TWO_TO_31);
        this.deadPulses = optics.detector().deadPulses(optics.clockHz());
    }

    /** All clicks of one train. */
    public Detections detect(ArrivingTrain train) {
        deadThrough = Math.max(-1, deadThrough - pulsesOfLast);
        noise.newTrain(pulsesOfLast);
        pulsesOfLast = train.pulses();
        clicks = 0;
        doubleClicks = 0;
        double seconds = train.pulses() / optics.clockHz();
        long misaligned = (long) (optics.misalignmentWith(drift.next(seconds)) * TWO_TO_31);
        switch (train.light()) {
            case FAINT -> count(train, misaligned);
            case BRIGHT -> obey(train);
        }
        Detections detections =
                new Detections(
                        train.pulses(),
                        Arrays.copyOf(pulseOfClick, clicks),
                        BitString.ofWords(clicks, bases),
                        BitString.ofWords(clicks, bits),
                        doubleClicks,
                        train.light() == ArrivingTrain.Light.BRIGHT);
        Arrays.fill(bits, 0);
        Arrays.fill(bases, 0);
        return detections;
    }

    private void count(ArrivingTrain train, long misaligned) {
        reserve(train.events() + 64);
        long[] pulses = train.pulseArray();
        byte[] codes = train.codeArray();
        int events = train.events();
        long nextNoise = noise.next();
        long draw = 0;
        long flips = 0;
        int draws = 0;
        // Kept out of the fields inside the loop, which runs once for each click of a link's life.
        long dead = deadThrough;
        int at = clicks;
        for (int i = 0; i < events; i++) {
            long pulse = pulses[i];
            if (nextNoise < pulse) {
                deadThrough = dead;
                clicks = at;
                nextNoise = noiseBefore(pulse);
                reserve(clicks + events - i + 64);
                dead = deadThrough;
                at = clicks;
            }
            if (pulse <= dead) {
                continue;
            }
            // One draw serves two clicks.
            if ((draws++ & 1) == 0) {
                draw = chance.nextLong();
                flips = nature.nextLong();
            } else {
                draw >>>= 32;
                flips <<= 32;
            }
            int code = codes[i];
            int diagonal = diagonal((int) draw);
            int coin = (int) draw & 1;
            int flip = (int) (((flips >>> 33) - misaligned) >>> 63);
            int agrees = ((code >>> 1) ^ diagonal ^ 1) & 1;
            int bit = (agrees & (code ^ flip)) | (~agrees & coin);
            if (nextNoise == pulse && nature.nextBoolean()) {
                doubleClicks++;
                bit = coin;
            }
            write(at++, pulse, diagonal, bit);
            dead = pulse + deadPulses;
            nextNoise = noise.clicked(pulse);
        }
        deadThrough = dead;
        clicks = at;
        noiseBefore(train.pulses());
    }

    /** Detectors under bright light fire where it tells them to. */
    private void obey(ArrivingTrain train) {
        reserve(train.events() + 64);
        for (int i = 0; i < train.events(); i++) {
            int diagonal = diagonal(chance.nextInt());
            int code = train.qubitCodeOf(i);
            if (train.pulseOf(i) > deadThrough && code >>> 1 == diagonal) {
                record(train.pulseOf(i), diagonal, code & 1);
            }
        }
        noise.skipThrough(train.pulses() - 1);
    }

    /** Clicks without light below {@code pulse}; tells the next noise. */
    private long noiseBefore(long pulse) {
        long due = noise.next();
        while (due < pulse) {
            if (due <= deadThrough) {
                due = noise.skipThrough(Math.min(deadThrough, pulse - 1));
            } else if (clicks >= LinkOptics.MAX_CLICKS_PER_TRAIN) {
                due = noise.skipThrough(pulse - 1);
            } else {
                reserve(clicks + 64);
                int draw = chance.nextInt();
                record(due, diagonal(draw), draw & 1);
                noise.clicked(due);
                due = noise.skipThrough(due);
            }
        }
        return due;
    }

    /** A basis from the upper 31 bits of {@code draw}: 1 for the test basis. */
    private int diagonal(int draw) {
        return (int) ((keyThreshold - 1 - (draw >>> 1)) >>> 63);
    }

    private void record(long pulse, int diagonal, int bit) {
        write(clicks++, pulse, diagonal, bit);
        deadThrough = pulse + deadPulses;
    }

    private void write(int at, long pulse, int diagonal, int bit) {
        pulseOfClick[at] = pulse;
        bases[at >>> 6] |= (long) diagonal << at;
        bits[at >>> 6] |= (long) (bit & 1) << at;
    }

    private void reserve(int room) {
        if (room > pulseOfClick.length) {
            int more = Math.max(room, 2 * pulseOfClick.length);
            pulseOfClick = Arrays.copyOf(pulseOfClick, more);
            bases = Arrays.copyOf(bases, BitString.wordsFor(more));
            bits = Arrays.copyOf(bits, BitString.wordsFor(more));
        }
    }
}
