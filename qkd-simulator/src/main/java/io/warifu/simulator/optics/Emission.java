package io.warifu.simulator.optics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Alice's secret record of one train: what she did to each pulse that was drawn, and, once asked
 * for, to pulses that were not. It may hold key bits: it prints nothing, and {@link #wipe()}
 * overwrites it. Not safe for use by several threads.
 */
public final class Emission {

    private final EmittedTrain light;
    private final PulseLaw law;
    private final RandomGenerator chance;
    private final long[] pulseOfEvent;
    private final byte[] codeOfEvent;
    private final Map<Long, Integer> late = new HashMap<>();

    Emission(
            EmittedTrain light,
            PulseLaw law,
            RandomGenerator chance,
            long[] pulseOfEvent,
            byte[] codeOfEvent) {
        this.light = light;
        this.law = law;
        this.chance = chance;
        this.pulseOfEvent = pulseOfEvent;
        this.codeOfEvent = codeOfEvent;
    }

    /** What leaves for the channel. */
    public EmittedTrain light() {
        return light;
    }

    public UUID train() {
        return light.train();
    }

    public long pulses() {
        return light.pulses();
    }

    /** The {@link PulseCode} of a pulse, whether it was drawn or not. */
    public int codeOf(long pulse) {
        requireWithin(pulse);
        int event = Arrays.binarySearch(pulseOfEvent, 0, light.events(), pulse);
        return event >= 0 ? codeOfEvent[event] : remembered(pulse);
    }

    /**
     * The {@link PulseCode}s of {@code pulses}, which ascend strictly: what sifting asks for all
     * clicks of a train at once.
     */
    public byte[] codesOf(long[] pulses) {
        byte[] codes = new byte[pulses.length];
        int event = 0;
        int events = light.events();
        long last = -1;
        for (int i = 0; i < pulses.length; i++) {
            long pulse = pulses[i];
            if (pulse <= last || pulse >= pulses()) {
                throw new IllegalArgumentException("pulses ascend and stay within the train");
            }
            last = pulse;
            while (event < events && pulseOfEvent[event] < pulse) {
                event++;
            }
            boolean drawn = event < events && pulseOfEvent[event] == pulse;
            codes[i] = drawn ? codeOfEvent[event] : (byte) remembered(pulse);
        }
        return codes;
    }

    /**
     * The {@link PulseCode} of a pulse that was not drawn, asked for because noise made Bob name
     * it. Drawing it only now is equal in distribution to having prepared it in time, given that it
     * was not drawn, which shifts the intensities a little to the faint. The answer stays the same.
     */
    public int lateState(long pulse) {
        requireWithin(pulse);
        if (Arrays.binarySearch(pulseOfEvent, 0, light.events(), pulse) >= 0) {
            throw new IllegalArgumentException("pulse " + pulse + " was drawn in time");
        }
        return remembered(pulse);
    }

    /** Overwrites what Alice did, and with it the light that is left. */
    public void wipe() {
        Arrays.fill(codeOfEvent, (byte) 0);
        late.clear();
    }

    private int remembered(long pulse) {
        Integer known = late.get(pulse);
        if (known != null) {
            return known;
        }
        int drawn = law.late(chance);
        late.put(pulse, drawn);
        return drawn;
    }

    private void requireWithin(long pulse) {
        if (pulse < 0 || pulse >= pulses()) {
            throw new IllegalArgumentException("pulse " + pulse + " of " + pulses());
        }
    }
}
