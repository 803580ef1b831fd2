package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the ledger in the service's log: as durable as that is. */
public final class LogLedger implements KeyLedger {

    private static final Logger LOG = LoggerFactory.getLogger(LogLedger.class);

    @Override
    public void confirmed(EpochEntry entry) {
        LOG.info("Ledger: confirmed {}", entry);
    }

    @Override
    public void switched(EpochName name) {
        LOG.info("Ledger: switched to {}", name);
    }

    @Override
    public void erased(EpochName name, EpochTotals totals) {
        LOG.info("Ledger: erased {} after {}", name, totals);
    }

    @Override
    public void burnt(SiteId peer, UUID keyId, String reasonCode) {
        LOG.info("Ledger: burnt {} for {}: {}", keyId, peer, reasonCode);
    }
}
