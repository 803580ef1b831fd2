package io.warifu.keys.hybrid;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/** Erases expired epochs from time to time; an expired epoch is refused before that already. */
final class HybridExpiryTask {

    private static final Logger LOG = LoggerFactory.getLogger(HybridExpiryTask.class);
    private static final long PERIOD_MILLIS = 60_000;

    private final HybridEpochs epochs;

    HybridExpiryTask(HybridEpochs epochs) {
        this.epochs = epochs;
    }

    @Scheduled(initialDelay = PERIOD_MILLIS, fixedDelay = PERIOD_MILLIS)
    void expire() {
        try {
            int erased = epochs.expire();
            if (erased > 0) {
                LOG.info("{} hybrid epochs expired", erased);
            }
        } catch (DataAccessException e) {
            LOG.warn("expired epochs could not be erased, next try in {} ms", PERIOD_MILLIS, e);
        }
    }
}
