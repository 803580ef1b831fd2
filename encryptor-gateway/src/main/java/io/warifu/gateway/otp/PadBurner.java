package io.warifu.gateway.otp;

import io.warifu.gateway.ledger.BurntPads;
import io.warifu.gateway.ledger.PadLedger;
import io.warifu.kernel.id.SiteId;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down which pads were given up. They are wiped and harm nobody, so a ledger that cannot
 * take their names is told to the operator and stops nothing.
 */
record PadBurner(PadLedger ledger) {

    private static final Logger LOG = LoggerFactory.getLogger(PadBurner.class);

    void burn(SiteId peer, List<UUID> keyIds, String reasonCode) {
        if (keyIds.isEmpty()) {
            return;
        }
        try {
            ledger.padsBurnt(new BurntPads(peer, keyIds, reasonCode));
        } catch (UncheckedIOException e) {
            LOG.error("Burnt pads cannot be written down: {}", keyIds, e);
        }
    }
}
