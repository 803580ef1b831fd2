package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.keys.path.LinkAlarmSeen;
import io.warifu.keys.pool.LinkAlarmRaised;
import io.warifu.keys.store.KeyStore;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Takes back undelivered keys that crossed a link in alarm, whether this site is an end of it or
 * heard of the alarm from one. Every key of that link that still lies here is suspect, however old:
 * nobody knows since when somebody has listened.
 */
final class AlarmVoids {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmVoids.class);

    private final KeyStore store;

    AlarmVoids(KeyStore store) {
        this.store = store;
    }

    @EventListener
    void raised(LinkAlarmRaised alarm) {
        voidOver(alarm.link());
    }

    @EventListener
    void seen(LinkAlarmSeen alarm) {
        voidOver(alarm.link());
    }

    private void voidOver(LinkId link) {
        int count = store.voidOver(link, Instant.EPOCH, "alarm on link " + link);
        LOG.warn("alarm on link {}: {} undelivered keys taken back", link, count);
    }
}
