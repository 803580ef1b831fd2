package io.warifu.demo.keybench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Every key of a run, compared at both ends, and what else was answered.
 *
 * <p>Limit: keys are told apart by their first 16 bytes, which for random keys never coincide.
 */
final class KeyLedger {

    private final Set<UUID> ids = ConcurrentHashMap.newKeySet();
    private final Set<Beginning> beginnings = ConcurrentHashMap.newKeySet();
    private final LongAdder compared = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final LongAdder doubled = new LongAdder();
    private final LongAdder refusedAgain = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();

    private record Beginning(long first, long second) {

        static Beginning of(byte[] key) {
            ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(key, 16));
            return new Beginning(bytes.getLong(), bytes.getLong());
        }
    }

    /**
     * What was found.
     *
     * @param compared keys fetched at both ends
     * @param wrong of them, those that differed in id, order or bytes
     * @param doubled ids or keys that came twice, and second deliveries of one id
     * @param refusedAgain second requests for a delivered id that were refused, as they must be
     * @param unavailable answers 503
     * @param failed other answers that were not expected, and broken connections
     */
    record Findings(
            long compared,
            long wrong,
            long doubled,
            long refusedAgain,
            long unavailable,
            long failed,
            @Nullable String firstFailure) {

        boolean clean() {
            return compared > 0 && wrong == 0 && doubled == 0 && failed == 0;
        }
    }

    /** Compares what master and slave got, in order. */
    void compare(int asked, List<DeliveredKey> master, List<DeliveredKey> slave) {
        compared.add(asked);
        for (int i = 0; i < asked; i++) {
            if (i >= master.size() || i >= slave.size()) {
                wrong.increment();
                continue;
            }
            DeliveredKey one = master.get(i);
            DeliveredKey other = slave.get(i);
            if (!one.id().equals(other.id()) || !Arrays.equals(one.key(), other.key())) {
                wrong.increment();
            }
            if (!ids.add(one.id()) || !beginnings.add(Beginning.of(one.key()))) {
                doubled.increment();
            }
        }
    }

    /** An id was asked for a second time. */
    void askedAgain(TlsConnection.Answer answer) {
        switch (answer.status()) {
            case 200 -> doubled.increment();
            case 400 -> refusedAgain.increment();
            default -> refused(answer);
        }
    }

    void refused(TlsConnection.Answer answer) {
        if (answer.status() == 503) {
            unavailable.increment();
        } else {
            failed(answer.status() + " " + answer.text());
        }
    }

    void failed(String what) {
        failed.increment();
        firstFailure.compareAndSet(null, what);
    }

    Findings findings() {
        return new Findings(
                compared.sum(),
                wrong.sum(),
                doubled.sum(),
                refusedAgain.sum(),
                unavailable.sum(),
                failed.sum(),
                firstFailure.get());
    }
}
