package io.warifu.simulator.asymptotic;

/** How well Alice and Bob know what single photons did. */
public enum Estimation {
    /** With infinitely many decoy intensities: yield and error rate are known exactly. */
    EXACT,
    /** One weak decoy and an empty one. */
    VACUUM_WEAK,
    /** One weak decoy; the errors limit the dark yield. */
    ONE_DECOY
}
