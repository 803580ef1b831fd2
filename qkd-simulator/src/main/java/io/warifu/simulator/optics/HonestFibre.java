package io.warifu.simulator.optics;

import java.util.random.RandomGenerator;

/**
 * The fibre with nobody on it: loses photons, drifts slowly. The efficiency of Bob's detectors is
 * counted into its loss, because nobody could tell the two apart from the clicks. Limit: within one
 * train the loss is constant.
 */
public final class HonestFibre implements QuantumChannel {

    private final LinkOptics optics;
    private final PhotonYields nominal;
    private final DriftPath drift;

    /** {@code chance} decides the random part of the drift only. */
    public HonestFibre(LinkOptics optics, RandomGenerator chance) {
        this.optics = optics;
        this.nominal = PhotonYields.ofLoss(optics.transmittance());
        this.drift = new DriftPath(optics.drift(), chance);
    }

    @Override
    public ArrivingTrain carry(EmittedTrain train) {
        return train.filteredBy(yieldsFor(train));
    }

    /** The yields that hold while {@code train} passes; asked once for each train, in order. */
    public PhotonYields yieldsFor(EmittedTrain train) {
        double share = drift.next(train.pulses() / optics.clockHz());
        return optics.drift().lossAmplitudeDb() == 0
                ? nominal
                : PhotonYields.ofLoss(optics.transmittanceWith(share));
    }

    public LinkOptics optics() {
        return optics;
    }
}
