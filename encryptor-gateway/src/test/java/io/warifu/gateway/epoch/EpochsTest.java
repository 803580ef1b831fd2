package io.warifu.gateway.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class EpochsTest {

    private static final Rotation ROTATION =
            new Rotation(Duration.ofMinutes(1), 1_000, Duration.ZERO);

    private final AtomicLong now = new AtomicLong();
    private final Keys keys = new Keys();
    private final OpenerEpochs opener =
            new OpenerEpochs("a", "b", keys, ROTATION, now::get, new Random(7));
    private final AcceptorEpochs acceptor = new AcceptorEpochs("b", "a", keys, now::get);

    @Test
    void withoutKeysThereIsNoEpochAndAnOldOneDoesNotCome() throws Exception {
        opener.forNewCarrier();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        keys.dry = true;

        assertFault(opener::forNewCarrier, CarrierFault.NO_KEYS);
        assertThat(opener.current()).isEmpty();
    }

    @Test
    void aBurntKeyIsNeverOfferedAgainAndBurningIsBounded() throws Exception {
        List<UUID> offered = new ArrayList<>();
        for (int i = 0; i < OpenerEpochs.MAX_BURNT_KEYS_PER_MINUTE; i++) {
            Epoch epoch = opener.forNewCarrier();
            offered.add(epoch.keyId());
            opener.burn(epoch);
            opener.burn(epoch);
        }

        assertThat(offered).doesNotHaveDuplicates();
        assertFault(opener::forNewCarrier, CarrierFault.KEY_BUDGET_SPENT);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(opener.forNewCarrier().keyId()).isNotIn(offered);
    }

    @Test
    void carriersOpenedTogetherShareOneKey() throws Exception {
        Set<UUID> used = ConcurrentHashMap.newKeySet();
        together(50, () -> used.add(opener.forNewCarrier().keyId()));

        assertThat(used).hasSize(1);
        assertThat(keys.newKeys).hasValue(1);
    }

    @Test
    void changesKeysByTimeAndByTraffic() throws Exception {
        Epoch first = opener.forNewCarrier();
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(opener.forNewCarrier()).isSameAs(first);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        Epoch second = opener.forNewCarrier();
        assertThat(second).isNotSameAs(first);
        second.countBytes(1_000);
        assertThat(opener.forNewCarrier()).isNotSameAs(second);
    }

    @Test
    void wipesARotatedKeyWhenNoCarrierCanStillBeOpening() throws Exception {
        Epoch first = opener.forNewCarrier();
        opener.rotate(first);
        opener.sweep();
        byte[] random = new byte[32];
        first.trafficKeys(new CarrierName(1, 2), random, random);
        now.addAndGet(OpenerEpochs.WIPED_AFTER.toNanos() + 1);
        opener.sweep();

        assertThatThrownBy(() -> first.trafficKeys(new CarrierName(1, 2), random, random))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void asksForANamedKeyOnceHoweverManyCarriersNameIt() throws Exception {
        UUID keyId = opener.forNewCarrier().keyId();
        Set<Epoch> used = ConcurrentHashMap.newKeySet();
        together(20, () -> used.add(acceptor.named(keyId)));

        assertThat(used).hasSize(1);
        assertThat(keys.namedKeys).hasValue(1);
    }

    @Test
    void aKeyThatCouldNotBeHadIsNotAskedForAgain() {
        UUID unknown = new UUID(1, 2);

        assertFault(() -> acceptor.named(unknown), CarrierFault.KEY_UNAVAILABLE);
        assertFault(() -> acceptor.named(unknown), CarrierFault.KEY_UNAVAILABLE);
        assertThat(keys.namedKeys).hasValue(1);
    }

    @Test
    void aKeyPastItsTimeIsWipedAndNotAskedForAgain() throws Exception {
        UUID keyId = opener.forNewCarrier().keyId();
        acceptor.named(keyId);
        now.addAndGet(AcceptorEpochs.ACCEPTED_FOR.toNanos() + 1);

        assertFault(() -> acceptor.named(keyId), CarrierFault.KEY_UNAVAILABLE);
        assertThat(acceptor.held()).isEmpty();
        assertThat(keys.namedKeys).hasValue(1);
    }

    @Test
    void holdsABoundedNumberOfKeys() throws Exception {
        for (int i = 0; i < 3 * AcceptorEpochs.MAX_HELD; i++) {
            Epoch epoch = opener.forNewCarrier();
            acceptor.named(epoch.keyId());
            opener.rotate(epoch);
        }
        acceptor.sweep();

        assertThat(acceptor.held()).hasSize(AcceptorEpochs.MAX_HELD);
    }

    @Test
    void takesNoRotationThatAPeerWouldNotAccept() {
        assertThatThrownBy(() -> new Rotation(Duration.ofMinutes(3), 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rotation(Duration.ZERO, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rotation(Duration.ofMinutes(1), 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rotation(Duration.ofMinutes(1), 1, Duration.ofMinutes(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void together(int times, Callable<?> act) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(times)) {
            List<Callable<Object>> acts = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                acts.add(act::call);
            }
            for (Future<Object> done : pool.invokeAll(acts)) {
                done.get(10, TimeUnit.SECONDS);
            }
        }
    }

    private static void assertFault(ThrowingCallable act, CarrierFault fault) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        CarrierFaultException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    /** Gives each key once by name, like a key manager. */
    private static final class Keys implements KeySource {

        private final AtomicInteger newKeys = new AtomicInteger();
        private final AtomicInteger namedKeys = new AtomicInteger();
        private final Map<UUID, byte[]> waiting = new ConcurrentHashMap<>();
        private volatile boolean dry;

        @Override
        public KeyAnswer newKey(String peer) {
            newKeys.incrementAndGet();
            if (dry) {
                return new KeyAnswer.Withheld("503");
            }
            UUID keyId = UUID.randomUUID();
            waiting.put(keyId, new byte[32]);
            return new KeyAnswer.Delivered(keyId, SecretBytes.copyOf(new byte[32]));
        }

        @Override
        public KeyAnswer namedKey(String peer, UUID keyId) {
            namedKeys.incrementAndGet();
            byte[] key = waiting.remove(keyId);
            return key == null
                    ? new KeyAnswer.Withheld("400")
                    : new KeyAnswer.Delivered(keyId, SecretBytes.copyOf(key));
        }
    }
}
