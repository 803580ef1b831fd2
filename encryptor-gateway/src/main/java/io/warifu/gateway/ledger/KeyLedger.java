package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.util.UUID;

/**
 * Which QKD key protected what.
 *
 * <p>Guarantee: what a method was told is durable when it returns; a method that cannot keep it
 * throws, and then the epoch is not used. Calls for one site pair come one at a time, for different
 * pairs at the same time.
 */
public interface KeyLedger {

    /**
     * This end has seen the other's confirmation of an epoch. Comes before its first use. An epoch
     * may be erased without ever having been used.
     */
    void confirmed(EpochEntry entry);

    /** From now on this end sends under the epoch. */
    void switched(EpochName name);

    /**
     * Nothing of the epoch's keys is left at this end: the link secret and the traffic keys of
     * every carrier are wiped, so the totals are final.
     */
    void erased(EpochName name, EpochTotals totals);

    /** A key was fetched, and will never protect anything. */
    void burnt(SiteId peer, UUID keyId, String reasonCode);
}
