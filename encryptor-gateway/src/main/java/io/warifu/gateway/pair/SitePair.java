package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlConnection;
import io.warifu.gateway.control.ControlMessage;
import io.warifu.gateway.epoch.ConfirmedEpoch;
import io.warifu.gateway.epoch.KeySource;
import io.warifu.gateway.epoch.KeySource.KeyAnswer;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.ledger.KeyLedger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One site pair at work: a thread of its own that keeps the control connection and agrees on
 * epochs.
 *
 * <p>Guarantee: no call to a key manager and no other end can keep a sender waiting; senders look
 * at {@link #epochs()} and their clock only.
 */
public final class SitePair implements AutoCloseable {

    /** Between two looks at what is due. */
    static final Duration TICK = Duration.ofMillis(200);

    /** After so long without a word from the other end it is taken for gone. */
    public static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int MAX_INBOX = 1_024;
    private static final long MAX_CLOSE_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(SitePair.class);

    private final PairNames names;
    private final PairSettings settings;
    private final KeySource keys;
    private final LongSupplier nanoTime;
    private final PairRecords records;
    private final Epochs epochs;
    private final Agreement agreement;
    private final ControlLine line;
    private final PairWatch watch;
    private final BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(MAX_INBOX);
    private final Thread thread;
    private volatile boolean closing;
    private volatile Shown shown = new Shown(PairState.RED, PairWatch.STARTING, false, false, null);

    /** What other threads see. */
    private record Shown(
            PairState state,
            String reason,
            boolean connected,
            boolean leading,
            @Nullable UUID session) {}

    /** How this end reaches the other, if it is the one that dials. */
    public interface Dialing {
        ControlConnection dial() throws CarrierFaultException;
    }

    /**
     * A pair at rest.
     *
     * @param faults counts what goes wrong on the control connection
     */
    public SitePair(
            PairNames names,
            PairSettings settings,
            KeySource keys,
            KeyLedger ledger,
            GatewayEvents events,
            EpochWitness witness,
            Dialing dialing,
            Consumer<CarrierFault> faults,
            LongSupplier nanoTime,
            SecureRandom random) {
        this.names = names;
        this.settings = settings;
        this.keys = keys;
        this.nanoTime = nanoTime;
        this.records = new PairRecords(names.peer(), ledger, events, witness);
        this.epochs = new Epochs(settings.limits(), records, nanoTime);
        this.watch = new PairWatch(epochs, records, nanoTime);
        this.agreement = new Agreement(names, settings, epochs, new OwnMeans(), nanoTime, random);
        this.line = new ControlLine(names, dialing, faults, nanoTime, inbox::put, new OwnEars());
        this.thread =
                Thread.ofPlatform().daemon().name("pair-" + names.peer()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public PairNames names() {
        return names;
    }

    public Epochs epochs() {
        return epochs;
    }

    /** Whether the other end dials this one. */
    public boolean isDialed() {
        return !names.ownIsLow();
    }

    /** Whether waiting for an epoch may help: there is one, or nothing has failed so far. */
    public boolean isPromising() {
        Shown now = shown;
        return now.state() != PairState.RED || now.reason().equals(PairWatch.STARTING);
    }

    /** Takes over a connection that came in at the door. */
    public void accepted(ControlConnection incoming) {
        post(() -> line.connected(incoming));
    }

    /** Names the common life of both processes; empty before the first handshake. */
    public Optional<UUID> session() {
        return Optional.ofNullable(shown.session());
    }

    public PairSnapshot snapshot() {
        Shown now = shown;
        return new PairSnapshot(
                names.peer(),
                names.peerSae(),
                now.state(),
                now.state() == PairState.GREEN ? Optional.empty() : Optional.of(now.reason()),
                settings.policy(),
                Optional.ofNullable(now.session()),
                now.connected(),
                now.leading(),
                epochs.currentView(),
                epochs.inHandViews(),
                epochs.fadingViews(),
                records.confirmedCount(),
                records.burntCount());
    }

    @Override
    public void close() {
        closing = true;
        boolean _ = inbox.offer(() -> {});
        try {
            thread.join(MAX_CLOSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long nextTick = nanoTime.getAsLong();
        try {
            while (!closing) {
                long wait = nextTick - nanoTime.getAsLong();
                Runnable work = wait <= 0 ? null : inbox.poll(wait, TimeUnit.NANOSECONDS);
                if (work != null) {
                    guard(work);
                }
                if (nextTick - nanoTime.getAsLong() <= 0) {
                    nextTick = nanoTime.getAsLong() + TICK.toNanos();
                    guard(agreement::tick);
                    guard(line::tick);
                }
                guard(this::show);
            }
        } catch (InterruptedException _) {
            LOG.debug("the pair with {} ends", names.peer());
        } finally {
            line.close();
            agreement.close();
        }
    }

    private void guard(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("the pair with {} stumbled", names.peer(), e);
            line.hangUp("internal");
        }
    }

    private void show() {
        boolean changed = watch.look(agreement.trouble(), line);
        shown =
                new Shown(
                        watch.state(),
                        watch.reason(),
                        line.isUp(),
                        agreement.isLeading(),
                        agreement.session().orElse(null));
        if (changed) {
            epochs.wake();
        }
    }

    private void post(Runnable work) {
        try {
            inbox.put(work);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the agreement hears from the control connection. */
    private final class OwnEars implements ControlLine.Ears {

        @Override
        public void up(byte[] exporter) {
            agreement.connected(exporter);
        }

        @Override
        public void heard(ControlMessage message) {
            agreement.received(message);
        }

        @Override
        public boolean isTalking() {
            return agreement.isTalking();
        }

        @Override
        public void down() {
            agreement.down();
        }
    }

    /** What the agreement can make happen. */
    private final class OwnMeans implements Means {

        @Override
        public void send(ControlMessage message) {
            line.send(message);
        }

        @Override
        public void hangUp(String why) {
            line.hangUp(why);
        }

        @Override
        public void askNewKey(Consumer<KeyAnswer> then) {
            ask(() -> keys.newKey(names.peerSae()), then);
        }

        @Override
        public void askNamedKey(UUID keyId, Consumer<KeyAnswer> then) {
            ask(() -> keys.namedKey(names.peerSae(), keyId), then);
        }

        private void ask(Supplier<KeyAnswer> question, Consumer<KeyAnswer> then) {
            Thread.ofVirtual()
                    .name("keys-" + names.peer())
                    .start(() -> {
                        KeyAnswer answer = question.get();
                        if (closing) {
                            wipe(answer);
                        } else {
                            post(() -> then.accept(answer));
                        }
                    });
        }

        private static void wipe(KeyAnswer answer) {
            if (answer instanceof KeyAnswer.Delivered(var _, var key)) {
                key.close();
            }
        }

        @Override
        public boolean record(ConfirmedEpoch epoch) {
            return records.confirmed(epoch);
        }

        @Override
        public void burnt(UUID keyId, String reasonCode) {
            agreement.burnt();
            records.burnt(keyId, reasonCode);
        }

        @Override
        public void alarm(Alarm alarm) {
            watch.raise(alarm);
        }
    }
}
