package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlMessage;
import io.warifu.gateway.epoch.ConfirmedEpoch;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.epoch.KeySource.KeyAnswer;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.ledger.KeyLedger;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Two agreements on one thread, with a clock, a wire and a key manager that do what the test says.
 * Whatever is done, each message, answer and tick is one step that the test may order at will.
 */
final class SimulatedPair {

    static final byte[] NO_EXPORTER = new byte[32];

    final End low;
    final End high;
    final PairSettings settings;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, byte[]> keyManager = new HashMap<>();
    private long nowNanos = 1;
    private byte connections;

    /** One end with everything it does. */
    final class End {

        final PairNames names;
        final Deque<ControlMessage> outgoing = new ArrayDeque<>();
        final Deque<Runnable> keyAnswers = new ArrayDeque<>();
        final List<EpochEntry> confirmed = new ArrayList<>();
        final List<EpochName> switched = new ArrayList<>();
        final List<EpochName> erased = new ArrayList<>();
        final List<UUID> offeredKeys = new ArrayList<>();
        final List<Integer> offeredEpochs = new ArrayList<>();
        final List<Alarm> alarms = new ArrayList<>();
        final List<CarrierFault> cuts = new ArrayList<>();
        boolean ledgerFull;
        boolean withoutNewKeys;
        boolean withoutNamedKeys;
        boolean hungUp;
        Epochs epochs;
        Agreement agreement;

        private End(String own, String peer) {
            names = new PairNames(new SiteId(peer.substring(8)), own, peer);
            begin();
        }

        private void begin() {
            PairRecords records =
                    new PairRecords(
                            names.peer(),
                            new Book(this),
                            GatewayEvents.none(),
                            EpochWitness.none());
            epochs = new Epochs(settings.limits(), records, () -> nowNanos);
            agreement =
                    new Agreement(
                            names,
                            settings,
                            epochs,
                            new Hands(this, records),
                            () -> nowNanos,
                            random);
        }

        /** A new process: nothing remembered. */
        void restart() {
            outgoing.clear();
            keyAnswers.clear();
            begin();
        }

        int current() {
            EpochInUse now = epochs.current();
            return now == null ? 0 : now.number();
        }

        EpochName currentName() {
            EpochInUse now = epochs.current();
            if (now == null) {
                throw new AssertionError("no epoch in use");
            }
            return now.entry().name();
        }
    }

    SimulatedPair(PairSettings settings) {
        this.settings = settings;
        low = new End("gateway-kochi", "gateway-tokyo");
        high = new End("gateway-tokyo", "gateway-kochi");
    }

    void connect() {
        disconnect();
        low.hungUp = false;
        high.hungUp = false;
        connections++;
        byte[] exporter = NO_EXPORTER.clone();
        exporter[0] = connections;
        low.agreement.connected(exporter);
        high.agreement.connected(exporter);
    }

    void disconnect() {
        low.outgoing.clear();
        high.outgoing.clear();
        low.agreement.down();
        high.agreement.down();
        low.outgoing.clear();
        high.outgoing.clear();
    }

    /** Delivers one message of {@code from}; false if there is none. */
    boolean deliverFrom(End from) {
        ControlMessage message = from.outgoing.pollFirst();
        if (message == null) {
            return false;
        }
        if (message instanceof ControlMessage.Offer offer) {
            offer.keyId().ifPresent(from.offeredKeys::add);
            from.offeredEpochs.add(offer.epoch());
        }
        other(from).agreement.received(message);
        return true;
    }

    /** Lets the key manager answer one question of {@code end}; false if there is none. */
    boolean answerKeys(End end) {
        Runnable answer = end.keyAnswers.pollFirst();
        if (answer == null) {
            return false;
        }
        answer.run();
        return true;
    }

    void pass(Duration time) {
        nowNanos += time.toNanos();
        low.agreement.tick();
        high.agreement.tick();
        if (low.hungUp || high.hungUp) {
            connect();
        }
    }

    /** Everything that is under way comes to its end. */
    void settle() {
        while (deliverFrom(low) || deliverFrom(high) || answerKeys(low) || answerKeys(high)) {
            if (low.hungUp || high.hungUp) {
                connect();
            }
        }
    }

    End other(End end) {
        return end.equals(low) ? high : low;
    }

    private record Book(End end) implements KeyLedger {

        @Override
        public void confirmed(EpochEntry entry) {
            if (end.ledgerFull) {
                throw new IllegalStateException("no room left on device");
            }
            end.confirmed.add(entry);
        }

        @Override
        public void switched(EpochName name) {
            end.switched.add(name);
        }

        @Override
        public void erased(EpochName name, EpochTotals totals) {
            end.erased.add(name);
        }

        @Override
        public void burnt(SiteId peer, UUID keyId, String reasonCode) {}
    }

    private final class Hands implements Means {

        private final End end;
        private final PairRecords records;

        Hands(End end, PairRecords records) {
            this.end = end;
            this.records = records;
        }

        @Override
        public void send(ControlMessage message) {
            if (!end.hungUp) {
                end.outgoing.addLast(message);
            }
        }

        @Override
        public void hangUp(String why) {
            end.hungUp = true;
            end.agreement.down();
        }

        @Override
        public void askNewKey(Consumer<KeyAnswer> then) {
            end.keyAnswers.addLast(() -> {
                if (end.withoutNewKeys) {
                    then.accept(new KeyAnswer.Withheld("503"));
                    return;
                }
                byte[] key = new byte[32];
                random.nextBytes(key);
                UUID id = UUID.randomUUID();
                keyManager.put(id, key);
                then.accept(new KeyAnswer.Delivered(id, SecretBytes.copyOf(key)));
            });
        }

        @Override
        public void askNamedKey(UUID keyId, Consumer<KeyAnswer> then) {
            end.keyAnswers.addLast(() -> {
                byte[] key = keyManager.remove(keyId);
                then.accept(
                        key == null || end.withoutNamedKeys
                                ? new KeyAnswer.Withheld("400")
                                : new KeyAnswer.Delivered(keyId, SecretBytes.takeFrom(key)));
            });
        }

        @Override
        public boolean record(ConfirmedEpoch epoch) {
            return records.confirmed(epoch);
        }

        @Override
        public void burnt(UUID keyId, String reasonCode) {
            end.agreement.burnt();
            records.burnt(keyId, reasonCode);
        }

        @Override
        public void alarm(Alarm alarm) {
            end.alarms.add(alarm);
        }
    }
}
