package io.warifu.simulator.session;

import io.warifu.simulator.asymptotic.OneDecoyBound;
import io.warifu.simulator.bb84.SiftedBlock;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;

/**
 * What the counts of a round say before any key is made of it. Both ends judge the same counts.
 *
 * <p>This is the quick alarm. Whether a block holds a secret is decided by the finite-key length
 * alone; a round that passes here may still yield nothing.
 */
public sealed interface Verdict {

    /** Above this rate one-way post-processing of BB84 yields no key even from single photons. */
    double MAX_QBER = 0.11;

    /** Below this many compared bits nothing can be said: the fibre is dark. */
    int MIN_COMPARED_BITS = 256;

    /**
     * The least share of single photons among the clicks of an honest link; honest ones have about
     * e^-mu, a photon-number splitter leaves none.
     */
    double MIN_SINGLE_PHOTON_SHARE = 0.2;

    /** Nothing speaks against the round. */
    record InOrder() implements Verdict {}

    /** Hardly any light arrived. */
    record TooDark() implements Verdict {}

    /** Somebody is on the fibre. */
    record Suspicious(Suspicion suspicion) implements Verdict {}

    static Verdict of(
            SourceSettings source, SiftedBlock block, BlockCounts counts, Tally compared) {
        if (block.brightLight()) {
            return new Suspicious(Suspicion.BRIGHT_LIGHT);
        }
        if (compared.detections() < MIN_COMPARED_BITS) {
            return new TooDark();
        }
        if (compared.errors() > MAX_QBER * compared.detections()) {
            return new Suspicious(Suspicion.ERROR_RATE);
        }
        if (source.intensities().size() > 1
                && OneDecoyBound.of(source, counts).singleShareLow() < MIN_SINGLE_PHOTON_SHARE) {
            return new Suspicious(Suspicion.PHOTON_NUMBER);
        }
        return new InOrder();
    }
}
