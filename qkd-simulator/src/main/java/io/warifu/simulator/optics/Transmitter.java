package io.warifu.simulator.optics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Alice's source: phase-randomised weak coherent pulses, each of random intensity, basis and bit,
 * which makes its photon number Poisson.
 *
 * <p>Pulses that cannot click by their light under any channel allowed for are not drawn (see
 * {@link Envelope}): the gap to the next one that can follows the geometric law, and what it holds
 * follows from Bayes' rule. That is the same joint law as asking every pulse, at a cost per click.
 */
public final class Transmitter {

    /** Drawn pulses beyond this in one train are refused. */
    static final int MAX_EVENTS_PER_TRAIN = 4 * LinkOptics.MAX_CLICKS_PER_TRAIN;

    private final Envelope envelope;
    private final PulseLaw law;
    private final double pulsesPerUnit;
    private final RandomGenerator chance;

    /**
     * When something happens, as opposed to what Alice chose. Bob announces it to the world anyway,
     * so it need not be hard to predict, and a quick generator is enough.
     */
    private final SplittableRandom nature;

    /**
     * For a fibre on which nobody sits. {@code chance} decides key bits: outside tests it must come
     * from the operating system's entropy.
     */
    public Transmitter(LinkOptics optics, RandomGenerator chance) {
        this(optics, Envelope.honest(optics), chance);
    }

    /** For a channel that grants no photon number more than {@code envelope} does. */
    public Transmitter(LinkOptics optics, Envelope envelope, RandomGenerator chance) {
        this.envelope = envelope;
        this.law = new PulseLaw(optics.source(), envelope.yields());
        // A source that can send nothing has its next pulse after the end of every train.
        this.pulsesPerUnit = law.drawn() == 0 ? Double.MAX_VALUE : -1 / Math.log1p(-law.drawn());
        this.chance = chance;
        this.nature = new SplittableRandom(chance.nextLong());
    }

    /** Sends {@code pulses} pulses. */
    public Emission emit(UUID train, long pulses) {
        if (pulses < 0 || pulses > LinkOptics.MAX_PULSES_PER_TRAIN) {
            throw new IllegalArgumentException("a train of " + pulses + " pulses");
        }
        double expected = pulses * law.drawn();
        if (expected > MAX_EVENTS_PER_TRAIN / 2) {
            throw new IllegalArgumentException("too many clicks expected of one train");
        }
        int room = (int) (expected + 6 * Math.sqrt(expected)) + 64;
        long[] pulseOfEvent = new long[room];
        byte[] codeOfEvent = new byte[room];
        byte[] photonsOfEvent = new byte[room];
        int events = 0;
        long draw = 0;
        for (long pulse = nextDrawn(-1, pulses); pulse < pulses; pulse = nextDrawn(pulse, pulses)) {
            if (events == pulseOfEvent.length) {
                room = 2 * events;
                pulseOfEvent = Arrays.copyOf(pulseOfEvent, room);
                codeOfEvent = Arrays.copyOf(codeOfEvent, room);
                photonsOfEvent = Arrays.copyOf(photonsOfEvent, room);
            }
            // One draw serves two pulses.
            draw = (events & 1) == 0 ? chance.nextLong() : draw >>> 32;
            int outcome = law.outcome((int) draw);
            pulseOfEvent[events] = pulse;
            codeOfEvent[events] = (byte) (outcome & 0xF);
            photonsOfEvent[events++] = (byte) (outcome >>> 4);
        }
        EmittedTrain light =
                new EmittedTrain(
                        train,
                        pulses,
                        envelope,
                        events,
                        pulseOfEvent,
                        codeOfEvent,
                        photonsOfEvent,
                        nature.nextLong());
        return new Emission(light, law, chance, pulseOfEvent, codeOfEvent);
    }

    /** The next drawn pulse after {@code pulse}, or {@code pulses} if there is none below it. */
    private long nextDrawn(long pulse, long pulses) {
        double misses = Exponential.next(nature) * pulsesPerUnit;
        return misses >= pulses - pulse - 1 ? pulses : pulse + 1 + (long) misses;
    }
}
