package io.warifu.gateway.pair;

import io.warifu.gateway.epoch.ConfirmedEpoch;
import io.warifu.gateway.epoch.ErasedEpoch;
import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.KeyLedger;
import io.warifu.kernel.id.SiteId;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the ledger and the watchers of one pair what happens, one thing at a time. */
final class PairRecords {

    private static final Logger LOG = LoggerFactory.getLogger(PairRecords.class);

    private final SiteId peer;
    private final KeyLedger ledger;
    private final GatewayEvents events;
    private final EpochWitness witness;
    private final AtomicLong confirmed = new AtomicLong();
    private final AtomicLong burnt = new AtomicLong();

    PairRecords(SiteId peer, KeyLedger ledger, GatewayEvents events, EpochWitness witness) {
        this.peer = peer;
        this.ledger = ledger;
        this.events = events;
        this.witness = witness;
    }

    /** False if the ledger cannot keep it: then the epoch must not be used. */
    synchronized boolean confirmed(ConfirmedEpoch epoch) {
        EpochEntry entry = epoch.entry();
        try {
            witness.confirmed(epoch);
            ledger.confirmed(entry);
        } catch (RuntimeException e) {
            LOG.error("The ledger cannot take epoch {} with {}", entry.name().epoch(), peer, e);
            return false;
        }
        confirmed.incrementAndGet();
        LOG.info(
                "Epoch {} with {} is confirmed: {}, key {}.",
                entry.name().epoch(),
                peer,
                entry.mode(),
                entry.keyId().map(UUID::toString).orElse("none"));
        events.epochConfirmed(entry);
        return true;
    }

    /** False if the ledger cannot keep it: then nothing is sent under the epoch. */
    synchronized boolean switched(EpochName name) {
        try {
            ledger.switched(name);
        } catch (RuntimeException e) {
            LOG.error("The ledger cannot take the switch to epoch {}", name.epoch(), e);
            return false;
        }
        events.epochSwitched(name);
        return true;
    }

    synchronized void erased(ErasedEpoch epoch) {
        try {
            ledger.erased(epoch.name(), epoch.totals());
        } catch (RuntimeException e) {
            LOG.error("The ledger cannot take the end of epoch {}", epoch.name().epoch(), e);
        }
        events.epochErased(epoch.name(), epoch.totals());
    }

    synchronized void burnt(UUID keyId, String reasonCode) {
        burnt.incrementAndGet();
        LOG.warn("Key {} for {} is burnt: {}.", keyId, peer, reasonCode);
        try {
            ledger.burnt(peer, keyId, reasonCode);
        } catch (RuntimeException e) {
            LOG.error("The ledger cannot take burnt key {}", keyId, e);
        }
    }

    synchronized void alarm(Alarm alarm) {
        LOG.warn("Alarm for {}: {}.", peer, alarm.tag());
        events.alarm(peer, alarm);
    }

    synchronized void stateChanged(PairState from, PairState to, String reasonCode) {
        LOG.info("The keys with {} are {} now (before: {}): {}.", peer, to, from, reasonCode);
        events.stateChanged(peer, from, to, reasonCode);
    }

    long confirmedCount() {
        return confirmed.get();
    }

    long burntCount() {
        return burnt.get();
    }
}
