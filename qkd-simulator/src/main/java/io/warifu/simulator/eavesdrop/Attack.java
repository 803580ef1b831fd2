package io.warifu.simulator.eavesdrop;

/** What somebody on the fibre can do in this simulator; names are part of the REST interface. */
public enum Attack {
    NONE,
    INTERCEPT_RESEND,
    PHOTON_NUMBER_SPLITTING,
    BEAM_BLOCK,
    BLINDING
}
