package io.warifu.simulator.preset;

/** How far a value can be trusted. */
public enum Confidence {
    /** Read in the source that is named. */
    PUBLISHED,
    /** Computed from the formulas of this program or of the reference text. */
    COMPUTED,
    /** Chosen so that a published result comes out. */
    CALIBRATED,
    /** Known from the literature, but not read again. */
    RECALLED,
    /** Made up, within what such systems do. */
    ILLUSTRATIVE
}
