package io.warifu.simulator.preset;

/** From what the secret rate of a preset is predicted. */
public enum RateModel {
    /** The whole decoy formula, from the values of source, fibre and detector. */
    DECOY_LINK,
    /** The published sifted rate and error rate, dark counts neglected. */
    FROM_SIFTED,
    /** The formula of differential phase shift, from the published sifted rate and error rate. */
    DIFFERENTIAL_PHASE
}
