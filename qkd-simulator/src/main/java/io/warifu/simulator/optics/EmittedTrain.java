package io.warifu.simulator.optics;

import java.util.UUID;

/**
 * What leaves Alice's laboratory: of a number of pulses those that can click by their light (see
 * {@link Envelope}), each with its state, its number of photons, and nature's dice for it.
 *
 * <p>This is all that an attacker gets to see: never the intensity, nor Alice's record. He may
 * count photons without touching them; of the state he must use only what a measurement tells
 * ({@link Qubit#measuredIn}) or what a kept copy tells once the basis is known.
 */
public final class EmittedTrain {

    private static final double SIDES = 0x1.0p53;

    private final UUID train;
    private final long pulses;
    private final Envelope envelope;
    private final int events;
    private final long[] pulseOfEvent;
    private final byte[] codeOfEvent;
    private final byte[] photonsOfEvent;
    private final long diceSeed;

    /** Keeps the arrays without a copy; they may be longer than {@code events}. */
    EmittedTrain(
            UUID train,
            long pulses,
            Envelope envelope,
            int events,
            long[] pulseOfEvent,
            byte[] codeOfEvent,
            byte[] photonsOfEvent,
            long diceSeed) {
        this.train = train;
        this.pulses = pulses;
        this.envelope = envelope;
        this.events = events;
        this.pulseOfEvent = pulseOfEvent;
        this.codeOfEvent = codeOfEvent;
        this.photonsOfEvent = photonsOfEvent;
        this.diceSeed = diceSeed;
    }

    public UUID train() {
        return train;
    }

    public long pulses() {
        return pulses;
    }

    public Envelope envelope() {
        return envelope;
    }

    /** How many pulses were drawn. */
    public int events() {
        return events;
    }

    public long pulseOf(int event) {
        return pulseOfEvent[event];
    }

    /** The code of the event's {@link Qubit}. */
    public int qubitCodeOf(int event) {
        // The upper bits are the intensity, which no light beam carries.
        return codeOfEvent[event] & 3;
    }

    public int photonsOf(int event) {
        return photonsOfEvent[event];
    }

    /**
     * Uniform between 0 and the envelope's yield for the event's number of photons. Worked out from
     * a seed of the train when it is asked for: most trains are never asked.
     */
    public double diceOf(int event) {
        return (spots(event) + 0.5) / SIDES * envelope.yields().of(photonsOfEvent[event]);
    }

    /** What arrives if each photon number gets through with its own yield and nothing else. */
    public ArrivingTrain filteredBy(PhotonYields yields) {
        if (yields.grantAll(envelope.yields())) {
            return ArrivingTrain.ofArrays(
                    train, pulses, ArrivingTrain.Light.FAINT, events, pulseOfEvent, codeOfEvent);
        }
        long[] pulse = new long[events];
        byte[] code = new byte[events];
        long[] passing = passingSpots(yields);
        int kept = 0;
        for (int i = 0; i < events; i++) {
            // Written always and kept or overwritten: no branch to mispredict.
            pulse[kept] = pulseOfEvent[i];
            code[kept] = codeOfEvent[i];
            kept += (int) ((spots(i) - passing[photonsOfEvent[i]]) >>> 63);
        }
        return ArrivingTrain.ofArrays(train, pulses, ArrivingTrain.Light.FAINT, kept, pulse, code);
    }

    /** Below which number of spots the dice of each photon number is below its yield. */
    private long[] passingSpots(PhotonYields yields) {
        long[] passing = new long[PhotonYields.MAX_PHOTONS + 1];
        for (int n = 0; n < passing.length; n++) {
            double highest = envelope.yields().of(n);
            double share = highest == 0 ? 0 : Math.min(1, yields.of(n) / highest);
            passing[n] = Math.round(share * SIDES);
        }
        return passing;
    }

    /** The dice as a whole number from 0 to {@link #SIDES} - 1. */
    private long spots(int event) {
        return SplitMix.mixed(diceSeed + pulseOfEvent[event] * SplitMix.GOLDEN_GAMMA) >>> 11;
    }
}
