package io.warifu.keys.store;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets expired keys from time to time; an expired key is refused before that already. */
@Component
final class ExpiryTask {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryTask.class);
    private static final long PERIOD_MILLIS = 30_000;

    private final KeyStore store;
    private final InstantSource clock;

    ExpiryTask(KeyStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Scheduled(initialDelay = PERIOD_MILLIS, fixedDelay = PERIOD_MILLIS)
    void expire() {
        try {
            int expired = store.expire(clock.instant());
            if (expired > 0) {
                LOG.info("{} keys expired before their slave asked for them", expired);
            }
        } catch (DataAccessException e) {
            LOG.warn("expired keys could not be removed, next try in {} ms", PERIOD_MILLIS, e);
        }
    }
}
