package io.warifu.simulator.optics;

import java.util.Arrays;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What travels over the fibre for one round: of a number of pulses, those whose light will click,
 * each with its state. It is the one object that nobody but the two ends and an attacker would ever
 * see.
 *
 * <p>Leaving out the photons that are lost changes nothing that anyone can observe: whether a
 * photon is lost does not depend on its state, so losing first and preparing later has the same
 * joint law as the physical order.
 */
public final class PhotonTrain {

    private final UUID round;
    private final long pulses;
    private final long[] pulseOfPhoton;
    private final byte[] codeOfPhoton;

    private PhotonTrain(UUID round, long pulses, long[] pulseOfPhoton, byte[] codeOfPhoton) {
        this.round = round;
        this.pulses = pulses;
        this.pulseOfPhoton = pulseOfPhoton;
        this.codeOfPhoton = codeOfPhoton;
    }

    /** Which round the train belongs to. */
    public UUID round() {
        return round;
    }

    public long pulses() {
        return pulses;
    }

    public int photons() {
        return pulseOfPhoton.length;
    }

    public long pulseOf(int photon) {
        return pulseOfPhoton[photon];
    }

    public Qubit qubitOf(int photon) {
        return Qubit.ofCode(codeOfPhoton[photon]);
    }

    /** The same train after something on the way has acted on each photon. */
    public PhotonTrain disturbedBy(UnaryOperator<Qubit> act) {
        byte[] codes = new byte[codeOfPhoton.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) act.apply(qubitOf(i)).code();
        }
        return new PhotonTrain(round, pulses, pulseOfPhoton, codes);
    }

    /** Collects photons in the order of their pulses. */
    public static final class Builder {

        private final UUID round;
        private final long pulses;
        private long[] pulseOfPhoton;
        private byte[] codeOfPhoton;
        private int size;

        public Builder(UUID round, long pulses, int expectedPhotons) {
            if (pulses < 0 || pulses > LinkOptics.MAX_PULSES_PER_TRAIN) {
                throw new IllegalArgumentException("a train of " + pulses + " pulses");
            }
            this.round = round;
            this.pulses = pulses;
            this.pulseOfPhoton = new long[Math.max(16, expectedPhotons)];
            this.codeOfPhoton = new byte[pulseOfPhoton.length];
        }

        public Builder add(long pulse, Qubit qubit) {
            long last = size == 0 ? -1 : pulseOfPhoton[size - 1];
            if (pulse <= last || pulse >= pulses) {
                throw new IllegalArgumentException("pulses ascend and stay within the train");
            }
            if (size == LinkOptics.MAX_CLICKS_PER_TRAIN) {
                throw new IllegalArgumentException("too many photons in one train");
            }
            if (size == pulseOfPhoton.length) {
                pulseOfPhoton = Arrays.copyOf(pulseOfPhoton, size * 2);
                codeOfPhoton = Arrays.copyOf(codeOfPhoton, size * 2);
            }
            pulseOfPhoton[size] = pulse;
            codeOfPhoton[size++] = (byte) qubit.code();
            return this;
        }

        public PhotonTrain build() {
            return new PhotonTrain(
                    round,
                    pulses,
                    Arrays.copyOf(pulseOfPhoton, size),
                    Arrays.copyOf(codeOfPhoton, size));
        }
    }
}
