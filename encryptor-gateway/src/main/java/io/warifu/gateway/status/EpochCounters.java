package io.warifu.gateway.status;

import io.warifu.gateway.pair.Alarm;
import io.warifu.kernel.id.SiteId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What happened to the epochs of each peer since the start. */
public final class EpochCounters {

    private final Map<SiteId, Counters> byPeer;

    public EpochCounters(List<SiteId> peers) {
        byPeer =
                peers.stream().collect(Collectors.toMap(Function.identity(), _ -> Counters.zero()));
    }

    Counters of(SiteId peer) {
        Counters counters = byPeer.get(peer);
        if (counters == null) {
            throw new IllegalArgumentException("no peer " + peer);
        }
        return counters;
    }

    /** One peer's counts. */
    record Counters(
            LongAdder confirmed,
            LongAdder switched,
            LongAdder erased,
            Map<Alarm, LongAdder> alarms) {

        private static Counters zero() {
            return new Counters(
                    new LongAdder(),
                    new LongAdder(),
                    new LongAdder(),
                    Arrays.stream(Alarm.values())
                            .collect(Collectors.toMap(Function.identity(), _ -> new LongAdder())));
        }

        LongAdder alarm(Alarm alarm) {
            LongAdder adder = alarms.get(alarm);
            if (adder == null) {
                throw new IllegalStateException("every alarm has its counter");
            }
            return adder;
        }
    }
}
