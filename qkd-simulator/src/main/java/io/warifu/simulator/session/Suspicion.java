package io.warifu.simulator.session;

/** What speaks for somebody on the fibre. */
public enum Suspicion {
    /** More errors than one-way BB84 survives: states were measured and sent again. */
    ERROR_RATE,
    /** Single photons are missing among the clicks: pulses were picked by their photon number. */
    PHOTON_NUMBER,
    /** Bright light at the receiver: its detectors are being steered. */
    BRIGHT_LIGHT
}
