package io.warifu.keys.store;

import io.warifu.keys.bounded.RecentlyUsed;
import io.warifu.keys.enrolment.SaeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * How many keys wait for each slave, counted once a second: to count with every arrival would cost
 * more than the arrival.
 */
final class WaitingCounts {

    static final Duration MAX_AGE = Duration.ofSeconds(1);
    static final int MAX_SLAVES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(WaitingCounts.class);
    private static final long SUM_PERIOD_MILLIS = 5_000;

    private final WaitingKeyTable table;
    private final InstantSource clock;
    private final Map<SaeId, Counted> counts = new RecentlyUsed<>(MAX_SLAVES);

    private record Counted(long keys, Instant at) {}

    WaitingCounts(WaitingKeyTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Keeps the table of changes short. */
    @Scheduled(initialDelay = SUM_PERIOD_MILLIS, fixedDelay = SUM_PERIOD_MILLIS)
    void addUp() {
        try {
            table.addChangesUp();
        } catch (DataAccessException e) {
            LOG.warn("counts were not added up, next try in {} ms", SUM_PERIOD_MILLIS, e);
        }
    }

    long waitingFor(SaeId slave) {
        Instant now = clock.instant();
        synchronized (counts) {
            Counted counted = counts.get(slave);
            if (counted != null && counted.at().plus(MAX_AGE).isAfter(now)) {
                return counted.keys();
            }
        }
        long keys = table.countFor(slave);
        synchronized (counts) {
            counts.put(slave, new Counted(keys, now));
        }
        return keys;
    }
}
