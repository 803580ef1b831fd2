package io.warifu.gateway.stock;

import io.warifu.kernel.id.SiteId;
import java.util.Optional;

/** The key manager's status (ETSI GS QKD 014 V1.1.1 clause 5.1), in bounded time. */
public interface StockSource {

    /** Empty if the key manager does not answer or answers what is no status. */
    Optional<StockSample> stock(SiteId peer);
}
