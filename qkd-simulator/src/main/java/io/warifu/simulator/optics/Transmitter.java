package io.warifu.simulator.optics;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Alice's side of the fibre: prepares pulses in uniformly random bases and bits. */
public final class Transmitter {

    private final LinkOptics optics;
    private final RandomGenerator chance;

    /**
     * Prepares pulses with {@code chance}, which decides key bits: outside tests it must come from
     * the operating system's entropy.
     */
    public Transmitter(LinkOptics optics, RandomGenerator chance) {
        this.optics = optics;
        this.chance = chance;
    }

    /** Sends {@code pulses} pulses: the photons among them that Bob will see. */
    public PhotonTrain emit(UUID round, long pulses) {
        double probability = optics.signalProbability();
        ClickGaps gaps = new ClickGaps(probability, chance);
        PhotonTrain.Builder train =
                new PhotonTrain.Builder(round, pulses, (int) (pulses * probability * 1.05) + 16);
        for (long pulse = gaps.nextBelow(pulses); pulse >= 0; pulse = gaps.nextBelow(pulses)) {
            train.add(pulse, Qubit.ofCode((int) (chance.nextLong() >>> 62)));
        }
        return train.build();
    }

    /**
     * The state of a pulse whose light never arrived, asked for because a dark count made Bob name
     * it. Drawing it only now is equal in distribution to having prepared it in time: nothing that
     * happened since depended on it, so given all that is known it is still uniform.
     */
    public Qubit lateState() {
        return Qubit.ofCode((int) (chance.nextLong() >>> 62));
    }
}
