package io.warifu.keys.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Destroys the data keys of hours in which nothing alive was sealed.
 *
 * <p>Guarantee: every owner of sealed secrets was asked before; the last {@link #MARGIN} is left
 * alone, for what is sealed and not committed yet, and for what never lives that long, like hybrid
 * epochs.
 */
public final class DataKeyTask {

    static final Duration MARGIN = Duration.ofHours(1);

    private static final long INTERVAL_MILLIS = 60_000;

    private final DataKeys keys;
    private final List<DataKeyUse> uses;
    private final InstantSource clock;

    DataKeyTask(DataKeys keys, List<DataKeyUse> uses, InstantSource clock) {
        this.keys = keys;
        this.uses = List.copyOf(uses);
        this.clock = clock;
    }

    /** Says which hours' data keys were destroyed. */
    @Scheduled(fixedDelay = INTERVAL_MILLIS)
    public List<Integer> destroyUnused() {
        Instant oldest = clock.instant().minus(MARGIN);
        for (DataKeyUse use : uses) {
            Instant used = use.oldestSealedAt().orElse(oldest);
            oldest = used.isBefore(oldest) ? used : oldest;
        }
        return keys.destroyBefore(DataKeys.hourOf(oldest));
    }
}
