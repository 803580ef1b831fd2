package io.warifu.simulator.eavesdrop;

import io.warifu.simulator.optics.ArrivingTrain;
import io.warifu.simulator.optics.Basis;
import io.warifu.simulator.optics.EmittedTrain;
import io.warifu.simulator.optics.HonestFibre;
import io.warifu.simulator.optics.PhotonYields;
import io.warifu.simulator.optics.QuantumChannel;
import io.warifu.simulator.optics.Qubit;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Counts the photons of a share of the pulses without touching their state, blocks single ones, and
 * from pulses of several keeps one and sends the rest on without loss, just as often as keeps the
 * gain of the signal intensity what it was. The states are untouched, so the error rate stays too;
 * once bases are announced, the kept photons tell their bits with certainty.
 *
 * <p>It knows the intensities that the source uses, which are public, but not which pulse has
 * which: the gains of the fainter ones collapse, and that is how decoys find it (Lo, Ma and Chen
 * 2005).
 */
public final class PhotonNumberSplitting implements QuantumChannel {

    private final HonestFibre fibre;
    private final double signalMeanPhotons;
    private final Share share;
    private final RandomGenerator chance;

    private long[] pulseOfCopy = new long[0];
    private byte[] codeOfCopy = new byte[0];
    private int copies;

    public PhotonNumberSplitting(HonestFibre fibre, double fraction, RandomGenerator chance) {
        this.fibre = fibre;
        this.signalMeanPhotons = fibre.optics().source().mean(0);
        this.share = new Share(fraction);
        this.chance = chance;
    }

    @Override
    public ArrivingTrain carry(EmittedTrain train) {
        if (!train.envelope().admitsSplitting()) {
            throw new IllegalStateException("this train holds only what an honest fibre needs");
        }
        PhotonYields honest = fibre.yieldsFor(train);
        PhotonYields split = honest.withoutSinglePhotons(signalMeanPhotons);
        pulseOfCopy = new long[train.events()];
        codeOfCopy = new byte[train.events()];
        copies = 0;
        ArrivingTrain.Builder arriving =
                new ArrivingTrain.Builder(
                        train.train(), train.pulses(), ArrivingTrain.Light.FAINT, train.events());
        for (int i = 0; i < train.events(); i++) {
            int photons = train.photonsOf(i);
            boolean attacked = share.holds(chance.nextLong());
            if (train.diceOf(i) < (attacked ? split : honest).of(photons)) {
                arriving.add(train.pulseOf(i), train.qubitCodeOf(i));
                if (attacked && photons > 1) {
                    pulseOfCopy[copies] = train.pulseOf(i);
                    codeOfCopy[copies++] = (byte) train.qubitCodeOf(i);
                }
            }
        }
        return arriving.build();
    }

    /** How many photons of the last train are kept. */
    public int copies() {
        return copies;
    }

    /**
     * What measuring the kept photon of {@code pulse} of the last train in the basis announced for
     * it gives; empty if none is kept.
     */
    public OptionalInt readCopy(long pulse, Basis announced) {
        int copy = Arrays.binarySearch(pulseOfCopy, 0, copies, pulse);
        if (copy < 0) {
            return OptionalInt.empty();
        }
        Qubit kept = Qubit.ofCode(codeOfCopy[copy]);
        return OptionalInt.of(kept.measuredIn(announced, chance.nextBoolean()) ? 1 : 0);
    }
}
