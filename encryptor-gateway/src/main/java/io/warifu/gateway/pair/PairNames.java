package io.warifu.gateway.pair;

import io.warifu.kernel.id.SiteId;

/**
 * The two ends of a pair.
 *
 * @param peer the other site
 */
public record PairNames(SiteId peer, String ownSae, String peerSae) {

    public PairNames {
        if (ownSae.equals(peerSae)) {
            throw new IllegalArgumentException("a gateway is no peer of itself");
        }
    }

    /** The lower name dials the control connection and leads first. */
    public boolean ownIsLow() {
        return ownSae.compareTo(peerSae) < 0;
    }

    public String low() {
        return ownIsLow() ? ownSae : peerSae;
    }

    public String high() {
        return ownIsLow() ? peerSae : ownSae;
    }
}
