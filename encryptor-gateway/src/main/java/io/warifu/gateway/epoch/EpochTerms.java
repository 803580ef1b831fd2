package io.warifu.gateway.epoch;

import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.kernel.id.SiteId;
import java.util.Optional;
import java.util.UUID;

/**
 * What both ends know of an epoch before its keys exist.
 *
 * @param peer the other site, as this end calls it; the only part that is not in the transcript
 * @param notAfterSeconds how long after its confirmation the epoch may be taken into use
 * @param exporter of the TLS connection on which it is agreed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared or printed.
public record EpochTerms(
        SiteId peer,
        KeyMode mode,
        Ends ends,
        UUID session,
        int epoch,
        boolean initiatorIsLow,
        int notAfterSeconds,
        Optional<UUID> keyId,
        byte[] exporter) {

    public static final int EXPORTER_BYTES = 32;

    /** The two ends in byte order of their names, and what each allows. */
    public record Ends(String low, String high, int policyOfLow, int policyOfHigh) {

        public Ends {
            if (low.compareTo(high) >= 0) {
                throw new IllegalArgumentException("the ends of a pair stand in byte order");
            }
        }
    }

    public EpochTerms {
        if (epoch < 1) {
            throw new IllegalArgumentException("epochs are numbered from 1");
        }
        if (exporter.length != EXPORTER_BYTES) {
            throw new IllegalArgumentException("an exporter has " + EXPORTER_BYTES + " bytes");
        }
        if (keyId.isPresent() == (mode == KeyMode.PQC_ONLY)) {
            throw new IllegalArgumentException("the mode says whether there is a QKD key");
        }
    }

    EpochEntry entry(boolean initiatedHere) {
        return new EpochEntry(new EpochName(peer, session, epoch), keyId, mode, initiatedHere);
    }

    @Override
    public String toString() {
        return "EpochTerms[" + peer + ", " + mode + ", epoch " + epoch + "]";
    }
}
