package io.warifu.simulator.session;

import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.finite.Proof;

/**
 * What decides how many bits of a block are secret: public, and the same at both ends.
 *
 * @param proof the finite-key proof
 * @param security the failure chances it is asked for
 */
public record PostProcessing(SourceSettings source, Proof proof, Security security) {

    public PostProcessing {
        if (proof.intensities() != source.intensities().size()) {
            throw new IllegalArgumentException(
                    "proof %s needs %d intensities, the source has %d"
                            .formatted(proof, proof.intensities(), source.intensities().size()));
        }
    }
}
