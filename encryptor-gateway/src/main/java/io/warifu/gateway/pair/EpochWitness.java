package io.warifu.gateway.pair;

import io.warifu.gateway.epoch.ConfirmedEpoch;

/**
 * Sees the secret of every epoch: a door for the independent checker of captures, which in a real
 * gateway leads nowhere.
 */
public interface EpochWitness {

    /** Called before the first use; may throw, and then the epoch is not used. */
    void confirmed(ConfirmedEpoch epoch);

    static EpochWitness none() {
        return _ -> {};
    }
}
