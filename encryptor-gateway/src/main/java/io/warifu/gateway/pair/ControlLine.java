package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlConnection;
import io.warifu.gateway.control.ControlMessage;
import io.warifu.gateway.control.ControlMessage.KeepAlive;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one control connection of a pair alive: dials if that is this end's part, takes what comes
 * in if not, and gives up what is silent. Used by the pair's own thread only.
 */
final class ControlLine {

    /** After so long without a message of its own an end says that it is there. */
    static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    static final Duration MAX_HELLO = Duration.ofSeconds(5);

    private static final long[] REDIAL_MILLIS = {100, 250, 500, 1_000, 2_000};

    private static final Logger LOG = LoggerFactory.getLogger(ControlLine.class);

    private final PairNames names;
    private final SitePair.Dialing dialing;
    private final Consumer<CarrierFault> faults;
    private final LongSupplier nanoTime;
    private final Inbox inbox;
    private final Ears ears;
    private @Nullable ControlConnection connection;
    private boolean isDialing;
    private int failedDials;
    private long nextDialNanos;
    private long connectedNanos;
    private long downSinceNanos;
    private long lastSentNanos;

    /** The way from other threads to the pair's own. */
    interface Inbox {
        void post(Runnable work) throws InterruptedException;
    }

    /** Who hears of it, on the pair's own thread. */
    interface Ears {

        void up(byte[] exporter);

        void heard(ControlMessage message);

        /** Whether both ends have said HELLO. */
        boolean isTalking();

        void down();
    }

    ControlLine(
            PairNames names,
            SitePair.Dialing dialing,
            Consumer<CarrierFault> faults,
            LongSupplier nanoTime,
            Inbox inbox,
            Ears ears) {
        this.names = names;
        this.dialing = dialing;
        this.faults = faults;
        this.nanoTime = nanoTime;
        this.inbox = inbox;
        this.ears = ears;
        this.nextDialNanos = nanoTime.getAsLong();
        this.downSinceNanos = nextDialNanos;
    }

    boolean isUp() {
        return connection != null;
    }

    /** Whether the ends have not been talking for longer than {@code time}. */
    boolean isDownFor(Duration time) {
        return !ears.isTalking() && nanoTime.getAsLong() - downSinceNanos > time.toNanos();
    }

    void tick() {
        long now = nanoTime.getAsLong();
        if (connection == null) {
            if (names.ownIsLow() && !isDialing && now - nextDialNanos >= 0) {
                dial();
            }
        } else if (!ears.isTalking() && now - connectedNanos > MAX_HELLO.toNanos()) {
            faults.accept(CarrierFault.CONTROL_TIMEOUT);
            hangUp("no HELLO");
        } else if (now - lastSentNanos > KEEP_ALIVE.toNanos()) {
            send(new KeepAlive());
        }
    }

    void send(ControlMessage message) {
        if (connection != null) {
            lastSentNanos = nanoTime.getAsLong();
            connection.send(message);
        }
    }

    void hangUp(String why) {
        if (connection != null) {
            LOG.warn("Control connection with {} is given up: {}.", names.peer(), why);
            connection.close();
            disconnected();
        }
    }

    /** A connection stands, dialled or taken in; an older one is dead at the dialling end. */
    void connected(ControlConnection made) {
        if (connection != null) {
            connection.close();
        }
        connection = made;
        connectedNanos = nanoTime.getAsLong();
        ears.up(made.exporter());
        made.start(
                new ControlConnection.Listener() {
                    @Override
                    public void received(ControlConnection from, ControlMessage message)
                            throws InterruptedException {
                        inbox.post(() -> {
                            if (from.equals(connection)) {
                                ears.heard(message);
                            }
                        });
                    }

                    @Override
                    public void ended(ControlConnection gone, CarrierFault why) {
                        postQuietly(() -> lost(gone, why));
                    }
                });
        LOG.info("Control connection with {} stands.", names.peer());
    }

    void close() {
        if (connection != null) {
            connection.close();
        }
    }

    private void dial() {
        isDialing = true;
        Thread.ofVirtual()
                .name("dial-" + names.peer())
                .start(() -> {
                    try {
                        ControlConnection made = dialing.dial();
                        postQuietly(() -> {
                            isDialing = false;
                            connected(made);
                        });
                    } catch (CarrierFaultException e) {
                        postQuietly(() -> dialFailed(e));
                    }
                });
    }

    private void dialFailed(CarrierFaultException e) {
        isDialing = false;
        LOG.debug("no control connection to {}", names.peer(), e);
        faults.accept(e.fault());
        redialLater();
    }

    private void redialLater() {
        long pause = REDIAL_MILLIS[Math.min(failedDials, REDIAL_MILLIS.length - 1)];
        failedDials++;
        nextDialNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(pause);
    }

    private void lost(ControlConnection gone, CarrierFault why) {
        if (gone.equals(connection)) {
            LOG.info("Control connection with {} ended: {}.", names.peer(), why.tag());
            faults.accept(why);
            disconnected();
        }
    }

    private void disconnected() {
        if (ears.isTalking()) {
            failedDials = 0;
        }
        connection = null;
        downSinceNanos = nanoTime.getAsLong();
        redialLater();
        ears.down();
    }

    private void postQuietly(Runnable work) {
        try {
            inbox.post(work);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
