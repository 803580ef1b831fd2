package io.warifu.gateway.pair;

/** How a site pair stands with its keys. */
public enum PairState {
    /** There is an epoch to send under, and the next one is confirmed or being made. */
    GREEN,
    /**
     * There is an epoch to send under, but making the next one fails, or the epoch was made without
     * a QKD key. Traffic goes on to the hard limit and no further.
     */
    AMBER,
    /** There is no epoch to send under. Senders are held, new carriers refused. */
    RED
}
