package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlConnection;
import io.warifu.gateway.control.ControlMessage;
import io.warifu.gateway.control.ControlMessage.KeepAlive;
import io.warifu.gateway.epoch.ConfirmedEpoch;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.epoch.KeySource;
import io.warifu.gateway.epoch.KeySource.KeyAnswer;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.ledger.KeyLedger;
import io.warifu.gateway.ledger.KeyMode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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
    static final Duration TICK = Duration.ofMillis(100);

    /** After so long without a message of its own an end says that it is there. */
    static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    /** After so long without a word from the other end it is taken for gone. */
    public static final Duration SILENCE = Duration.ofSeconds(30);

    static final Duration MAX_HELLO = Duration.ofSeconds(5);
    static final Duration CONTROL_DOWN_ALARM = Duration.ofSeconds(10);

    private static final int MAX_INBOX = 1_024;
    private static final long[] REDIAL_MILLIS = {100, 250, 500, 1_000, 2_000};

    private static final Logger LOG = LoggerFactory.getLogger(SitePair.class);

    private final PairNames names;
    private final PairSettings settings;
    private final KeySource keys;
    private final Dialing dialing;
    private final Consumer<CarrierFault> faults;
    private final LongSupplier nanoTime;
    private final PairRecords records;
    private final Epochs epochs;
    private final Agreement agreement;
    private final BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(MAX_INBOX);
    private final Set<Alarm> raised = EnumSet.noneOf(Alarm.class);
    private final Thread thread;
    private volatile boolean closing;

    private @Nullable ControlConnection connection;
    private boolean dialed;
    private int failedDials;
    private long nextDialNanos;
    private long connectedNanos;
    private long downSinceNanos;
    private long lastSentNanos;
    private PairState state = PairState.RED;
    private String reason = "starting";
    private volatile Shown shown = new Shown(PairState.RED, "starting", false, false, null);

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
        this.dialing = dialing;
        this.faults = faults;
        this.nanoTime = nanoTime;
        this.records = new PairRecords(names.peer(), ledger, events, witness);
        this.epochs = new Epochs(settings.limits(), records, nanoTime);
        this.agreement =
                new Agreement(
                        names,
                        settings.policy(),
                        settings.spareEpochs(),
                        Math.toIntExact(settings.notAfter().toSeconds()),
                        epochs,
                        new OwnMeans(),
                        nanoTime,
                        random);
        long now = nanoTime.getAsLong();
        this.nextDialNanos = now;
        this.downSinceNanos = now;
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

    /** Whether waiting for an epoch may help: none was agreed yet, and nothing failed so far. */
    public boolean isPromising() {
        Shown now = shown;
        return now.state() != PairState.RED || !agreementFails(now);
    }

    private static boolean agreementFails(Shown now) {
        return now.reason().equals(Alarm.KEY_EXHAUSTED.tag());
    }

    /** Takes over a connection that came in at the door. */
    public void accepted(ControlConnection incoming) {
        post(() -> connected(incoming));
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
            thread.join(TimeUnit.SECONDS.toMillis(5));
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
                    guard(this::tick);
                }
                guard(this::show);
            }
        } catch (InterruptedException _) {
            LOG.debug("the pair with {} ends", names.peer());
        } finally {
            if (connection != null) {
                connection.close();
            }
            agreement.close();
        }
    }

    private void guard(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("the pair with {} stumbled", names.peer(), e);
            hangUp("internal");
        }
    }

    private void tick() {
        long now = nanoTime.getAsLong();
        agreement.tick();
        if (connection == null) {
            if (!isDialed() && !dialed && now - nextDialNanos >= 0) {
                dial();
            }
            if (now - downSinceNanos > CONTROL_DOWN_ALARM.toNanos()) {
                raise(Alarm.CONTROL_DOWN);
            }
        } else if (!agreement.isTalking() && now - connectedNanos > MAX_HELLO.toNanos()) {
            faults.accept(CarrierFault.CONTROL_TIMEOUT);
            hangUp("no HELLO");
        } else if (now - lastSentNanos > KEEP_ALIVE.toNanos()) {
            send(new KeepAlive());
        }
    }

    private void dial() {
        dialed = true;
        Thread.ofVirtual()
                .name("dial-" + names.peer())
                .start(() -> {
                    try {
                        ControlConnection made = dialing.dial();
                        post(() -> {
                            dialed = false;
                            connected(made);
                        });
                    } catch (CarrierFaultException e) {
                        post(() -> dialFailed(e));
                    }
                });
    }

    private void dialFailed(CarrierFaultException e) {
        dialed = false;
        LOG.debug("no control connection to {}", names.peer(), e);
        faults.accept(e.fault());
        redialLater();
    }

    private void redialLater() {
        long pause = REDIAL_MILLIS[Math.min(failedDials, REDIAL_MILLIS.length - 1)];
        failedDials++;
        nextDialNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(pause);
    }

    private void connected(ControlConnection made) {
        if (closing) {
            made.close();
            return;
        }
        if (connection != null) {
            // The one that dials knows better: the older connection is dead at its end.
            connection.close();
        }
        connection = made;
        connectedNanos = nanoTime.getAsLong();
        agreement.connected(made.exporter());
        made.start(
                new ControlConnection.Listener() {
                    @Override
                    public void received(ControlConnection from, ControlMessage message)
                            throws InterruptedException {
                        inbox.put(() -> {
                            if (from.equals(connection)) {
                                agreement.received(message);
                            }
                        });
                    }

                    @Override
                    public void ended(ControlConnection gone, CarrierFault why) {
                        post(() -> lost(gone, why));
                    }
                });
        LOG.info("Control connection with {} stands.", names.peer());
    }

    private void lost(ControlConnection gone, CarrierFault why) {
        if (gone.equals(connection)) {
            LOG.info("Control connection with {} ended: {}.", names.peer(), why.tag());
            faults.accept(why);
            disconnected();
        }
    }

    private void disconnected() {
        if (agreement.isTalking()) {
            failedDials = 0;
        }
        connection = null;
        downSinceNanos = nanoTime.getAsLong();
        redialLater();
        agreement.down();
    }

    private void hangUp(String why) {
        if (connection != null) {
            LOG.warn("Control connection with {} is given up: {}.", names.peer(), why);
            connection.close();
            disconnected();
        }
    }

    private void send(ControlMessage message) {
        if (connection != null) {
            lastSentNanos = nanoTime.getAsLong();
            connection.send(message);
        }
    }

    private void raise(Alarm alarm) {
        if (raised.add(alarm)) {
            records.alarm(alarm);
        }
    }

    /** Works the state out anew, and tells those who watch. */
    private void show() {
        Optional<Alarm> trouble = agreement.trouble();
        EpochInUse now = epochs.current();
        PairState next;
        String why = "";
        if (now == null || !epochs.maySend(now, nanoTime.getAsLong())) {
            next = PairState.RED;
            boolean exhausted = now != null || trouble.isPresent();
            why = exhausted ? Alarm.KEY_EXHAUSTED.tag() : "starting";
            if (exhausted) {
                raise(Alarm.KEY_EXHAUSTED);
            }
        } else if (now.entry().mode() == KeyMode.PQC_ONLY) {
            next = PairState.AMBER;
            why = Alarm.PQC_ONLY.tag();
            raise(Alarm.PQC_ONLY);
        } else if (epochs.inHand().isEmpty() && (trouble.isPresent() || isDown())) {
            next = PairState.AMBER;
            why = trouble.orElse(Alarm.CONTROL_DOWN).tag();
            trouble.ifPresent(this::raise);
        } else {
            next = PairState.GREEN;
            raised.removeIf(alarm -> alarm != Alarm.CONTROL_DOWN || connection != null);
        }
        if (next != state) {
            records.stateChanged(state, next, why);
        }
        boolean told = next != state || !why.equals(reason);
        state = next;
        reason = why;
        shown =
                new Shown(
                        state,
                        reason,
                        connection != null,
                        agreement.isLeading(),
                        agreement.session().orElse(null));
        if (told) {
            epochs.wake();
        }
    }

    private boolean isDown() {
        return !agreement.isTalking()
                && nanoTime.getAsLong() - downSinceNanos > MAX_HELLO.toNanos();
    }

    private void post(Runnable work) {
        try {
            inbox.put(work);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the agreement can make happen. */
    private final class OwnMeans implements Means {

        @Override
        public void send(ControlMessage message) {
            SitePair.this.send(message);
        }

        @Override
        public void hangUp(String why) {
            SitePair.this.hangUp(why);
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
            raise(alarm);
        }
    }
}
