package io.warifu.simulator.bb84;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.optics.Basis;
import io.warifu.simulator.optics.Detections;
import io.warifu.simulator.optics.PhotonTrain;
import io.warifu.simulator.optics.Qubit;
import java.util.function.Supplier;

/**
 * Keeps the clicks for which Bob happened to measure in the basis Alice had prepared: about half
 * (Bennett and Brassard 1984). Alice says which; neither end says a bit.
 */
public final class Sifting {

    private Sifting() {}

    /** Alice's result: which of the announced clicks are kept, and her bits of those. */
    public record Sifted(BitString kept, BitString bits) {}

    /**
     * Compares Bob's bases with the states of {@code train}. Clicks without a photon are dark
     * counts; {@code lateState} supplies what Alice had prepared for those pulses.
     */
    public static Sifted byAlice(
            PhotonTrain train, ClickAnnouncement clicks, Supplier<Qubit> lateState) {
        BitString kept = new BitString(clicks.clicks());
        BitString prepared = new BitString(clicks.clicks());
        int photon = 0;
        for (int i = 0; i < clicks.clicks(); i++) {
            while (photon < train.photons() && train.pulseOf(photon) < clicks.pulseOf(i)) {
                photon++;
            }
            boolean hasPhoton =
                    photon < train.photons() && train.pulseOf(photon) == clicks.pulseOf(i);
            Qubit state = hasPhoton ? train.qubitOf(photon) : lateState.get();
            kept.set(i, state.basis() == Basis.of(clicks.diagonal(i)));
            prepared.set(i, state.bit());
        }
        BitString bits = prepared.select(kept);
        prepared.wipe();
        return new Sifted(kept, bits);
    }

    /** Bob's bits of the clicks that Alice keeps. */
    public static BitString byBob(Detections detections, BitString kept) {
        return detections.bits().select(kept);
    }
}
