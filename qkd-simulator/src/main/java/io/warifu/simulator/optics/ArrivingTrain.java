package io.warifu.simulator.optics;

import java.util.Arrays;
import java.util.UUID;

/**
 * What reaches Bob's detectors from one train: the pulses whose light will click if the detectors
 * live, each with its state, in the order of pulses.
 *
 * <p>Leaving out the light that is lost changes nothing that anyone can observe: whether it is lost
 * depends on the number of photons, not on the state.
 */
public final class ArrivingTrain {

    /** How strong the light is. */
    public enum Light {
        /** Single photons, as a source of the link sends them. */
        FAINT,
        /**
         * Bright light that keeps the detectors from counting photons at all; they then click only
         * at pulses in the basis of the light, which is how a blinding attacker steers them.
         */
        BRIGHT
    }

    private final UUID train;
    private final long pulses;
    private final Light light;
    private final int events;
    private final long[] pulseOfEvent;
    private final byte[] codeOfEvent;

    private ArrivingTrain(
            UUID train,
            long pulses,
            Light light,
            int events,
            long[] pulseOfEvent,
            byte[] codeOfEvent) {
        this.train = train;
        this.pulses = pulses;
        this.light = light;
        this.events = events;
        this.pulseOfEvent = pulseOfEvent;
        this.codeOfEvent = codeOfEvent;
    }

    /** Keeps the arrays without a copy; they may be longer than {@code events}. */
    static ArrivingTrain ofArrays(
            UUID train, long pulses, Light light, int events, long[] pulse, byte[] code) {
        if (events > LinkOptics.MAX_CLICKS_PER_TRAIN) {
            throw new IllegalArgumentException("too much light in one train");
        }
        return new ArrivingTrain(train, pulses, light, events, pulse, code);
    }

    public UUID train() {
        return train;
    }

    public long pulses() {
        return pulses;
    }

    public Light light() {
        return light;
    }

    /** How many pulses bring light. */
    public int events() {
        return events;
    }

    public long pulseOf(int event) {
        return pulseOfEvent[event];
    }

    /** The code of the event's {@link Qubit}. */
    public int qubitCodeOf(int event) {
        // The upper bits may still hold Alice's intensity, which no light beam carries.
        return codeOfEvent[event] & 3;
    }

    long[] pulseArray() {
        return pulseOfEvent;
    }

    /** Only the two lower bits of each are the state. */
    byte[] codeArray() {
        return codeOfEvent;
    }

    /** Collects light in the order of its pulses and refuses what could not be a train. */
    public static final class Builder {

        private final UUID train;
        private final long pulses;
        private final Light light;
        private long[] pulseOfEvent;
        private byte[] codeOfEvent;
        private int size;
        private long last = -1;

        public Builder(UUID train, long pulses, Light light, int expectedEvents) {
            if (pulses < 0 || pulses > LinkOptics.MAX_PULSES_PER_TRAIN) {
                throw new IllegalArgumentException("a train of " + pulses + " pulses");
            }
            this.train = train;
            this.pulses = pulses;
            this.light = light;
            int room = Math.clamp(expectedEvents, 16, LinkOptics.MAX_CLICKS_PER_TRAIN);
            this.pulseOfEvent = new long[room];
            this.codeOfEvent = new byte[room];
        }

        /** Adds light in the state of {@code qubitCode}, 0 to 3. */
        public Builder add(long pulse, int qubitCode) {
            if (pulse <= last || pulse >= pulses || (qubitCode & ~3) != 0) {
                throw new IllegalArgumentException("pulses ascend and stay within the train");
            }
            if (size == LinkOptics.MAX_CLICKS_PER_TRAIN) {
                throw new IllegalArgumentException("too much light in one train");
            }
            if (size == pulseOfEvent.length) {
                int room = Math.min(2 * size, LinkOptics.MAX_CLICKS_PER_TRAIN);
                pulseOfEvent = Arrays.copyOf(pulseOfEvent, room);
                codeOfEvent = Arrays.copyOf(codeOfEvent, room);
            }
            last = pulse;
            pulseOfEvent[size] = pulse;
            codeOfEvent[size++] = (byte) qubitCode;
            return this;
        }

        /** The train; the builder is spent. */
        public ArrivingTrain build() {
            return ofArrays(train, pulses, light, size, pulseOfEvent, codeOfEvent);
        }
    }
}
