package io.warifu.simulator.link;

/** Which end of a link this site is. */
public enum LinkRole {
    /** Sends photons and dials. */
    ALICE,
    /** Receives photons and listens. */
    BOB
}
