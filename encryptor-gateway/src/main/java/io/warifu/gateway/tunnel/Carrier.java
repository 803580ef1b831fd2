package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.OpenedRecord;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.net.Sockets;
import io.warifu.gateway.pair.Epochs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One carrier, and the local connection that is tied to it sooner or later: two pumps, one for each
 * direction.
 *
 * <p>Guarantee: the local side receives a prefix of what the other end's local side sent, and a
 * clean end only after that end's authenticated FIN; whatever else happens resets both connections,
 * so that no cut looks like an end. At the first fault nothing further is delivered. Limit: bytes
 * that were delivered before a cut stay delivered.
 */
final class Carrier implements Epochs.User {

    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

    private final Established on;
    private final Engine engine;
    private final Outbound outbound;
    private final Inbound inbound;
    private final AtomicReference<@Nullable CarrierFault> ended = new AtomicReference<>();
    private final AtomicInteger pumps = new AtomicInteger(1);
    private volatile @Nullable Socket local;
    private volatile long lastDataNanos;
    private volatile long localWriteNanos = Outbound.NOT_WRITING;

    /**
     * A carrier without a local connection.
     *
     * @throws CarrierFaultException if its epoch is gone; then the wire is the caller's to end
     */
    Carrier(Established on, Engine engine) throws CarrierFaultException {
        this.on = on;
        this.engine = engine;
        this.lastDataNanos = engine.now();
        this.inbound = new Inbound(on, engine.pool(), engine.nanoTime());
        try {
            this.outbound =
                    new Outbound(
                            on,
                            engine.bounds(),
                            engine.nanoTime(),
                            () -> ended.get() != null,
                            engine.keyWitness());
            if (!on.link().pair().epochs().join(this, on.epoch().number())) {
                outbound.close();
                throw new CarrierFaultException(CarrierFault.EPOCH_UNKNOWN);
            }
        } catch (CarrierFaultException e) {
            inbound.close();
            throw e;
        } catch (IOException e) {
            inbound.close();
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT, e);
        }
        engine.carriers().add(this);
        if (engine.isClosing()) {
            abort(CarrierFault.SHUTTING_DOWN);
        }
    }

    Established on() {
        return on;
    }

    Outbound outbound() {
        return outbound;
    }

    Inbound inbound() {
        return inbound;
    }

    boolean hasEnded() {
        return ended.get() != null;
    }

    /** Whether a local connection was tied to it. */
    boolean isTied() {
        return local != null;
    }

    /**
     * Ties the local connection; bytes may come for it from now on, and {@link #runSender} is due.
     *
     * @return false if this carrier has ended already; then the connection is the caller's still
     */
    boolean tie(Socket connection) {
        if (hasEnded() || pumps.getAndUpdate(now -> now == 0 ? 0 : now + 1) == 0) {
            return false;
        }
        lastDataNanos = engine.now();
        local = connection;
        try {
            Sockets.arm(connection);
        } catch (IOException e) {
            LOG.debug("a local connection for {} was gone at once", on.service(), e);
            abort(CarrierFault.LOCAL_CUT);
        }
        if (hasEnded()) {
            Sockets.reset(connection);
        }
        return true;
    }

    /** Tells the other end that a local connection is tied now. */
    void start() {
        guard(() -> outbound.send(FrameType.START));
    }

    /** Moves what the local side sends, to the end of that direction. */
    void runSender() {
        guard(this::send);
        pumpDone();
    }

    /** Moves what the other end sends, to the end of that direction, after {@code before}. */
    void runReceiver(Pump before) {
        guard(() -> {
            before.run();
            receive();
        });
        pumpDone();
    }

    private void pumpDone() {
        if (pumps.decrementAndGet() == 0) {
            close();
        }
    }

    @Override
    public void expect(EpochInUse epoch) {
        if (!inbound.expect(epoch)) {
            abort(CarrierFault.TOO_FAR_BEHIND);
        }
    }

    @Override
    public void cut(CarrierFault fault) {
        abort(fault);
    }

    /** Ends both connections with an error; only the first reason counts. */
    void abort(CarrierFault fault) {
        if (!ended.compareAndSet(null, fault)) {
            return;
        }
        Socket tied = local;
        if (tied != null) {
            on.link().traffic().fault(fault);
        }
        Sockets.reset(on.wire());
        if (tied != null) {
            Sockets.reset(tied);
            LOG.info(
                    "Carrier for {} with {} was cut: {}.",
                    on.service(),
                    on.link().site(),
                    fault.tag());
        }
        on.link().pair().epochs().wake();
    }

    /** One direction of a carrier. */
    interface Pump {
        void run() throws IOException;
    }

    /** Runs {@code pump}; whatever goes wrong in it ends the carrier. */
    private void guard(Pump pump) {
        try {
            pump.run();
        } catch (CarrierFaultException e) {
            abort(e.fault());
        } catch (IOException e) {
            // A socket that was closed under this pump, mostly because the other one failed.
            LOG.debug("a carrier for {} broke", on.service(), e);
            abort(CarrierFault.CARRIER_CUT);
        } catch (RuntimeException e) {
            LOG.error("a carrier for {} failed", on.service(), e);
            abort(CarrierFault.INTERNAL);
        }
    }

    /** Moves what the local side sends, until it ends. */
    private void send() throws IOException {
        Socket from = tied();
        try (outbound;
                SendBuffers buffers = new SendBuffers(engine.pool())) {
            while (true) {
                int read;
                try {
                    read = buffers.read(from.getInputStream());
                } catch (IOException e) {
                    throw new CarrierFaultException(CarrierFault.LOCAL_CUT, e);
                }
                if (read < 0) {
                    outbound.end();
                    return;
                }
                long now = engine.now();
                lastDataNanos = now;
                outbound.sendData(buffers, read, now);
            }
        }
    }

    /** Moves what the other end sends, until its authenticated end. */
    private void receive() throws IOException {
        try (inbound) {
            while (true) {
                OpenedRecord opened = inbound.next();
                switch (opened.type()) {
                    case DATA -> deliver(tied().getOutputStream(), opened);
                    case FIN -> {
                        tied().shutdownOutput();
                        return;
                    }
                    case PING, PONG -> {
                        // Keeps the carrier awake, or moves it to the next epoch.
                    }
                    case RESET -> throw new CarrierFaultException(reasonOf(opened));
                    case ALERT, OPEN, ACCEPT, REFUSE, START, OTP_DATA, OTP_BLOCK, OTP_RECEIPT ->
                            throw new CarrierFaultException(CarrierFault.UNEXPECTED_FRAME);
                }
            }
        }
    }

    /** Gives everything up: what had not ended is cut. */
    void abandon() {
        abort(CarrierFault.CARRIER_CUT);
        close();
    }

    /** Ends both connections, politely unless they were cut, and wipes the keys. */
    void close() {
        Sockets.close(on.wire());
        Socket tied = local;
        if (tied != null) {
            if (hasEnded()) {
                // Whoever cut this carrier may not have come to the local side yet.
                Sockets.reset(tied);
            } else {
                Sockets.close(tied);
            }
            on.link().traffic().carrierEnded();
        }
        on.link().pair().epochs().leave(this);
        outbound.close();
        inbound.close();
        engine.carriers().remove(this);
    }

    /** Looks for what a blocked thread cannot see; the watchdog calls it. */
    void watch() {
        long now = engine.now();
        Bounds bounds = engine.bounds();
        boolean mute = on.link().pair().epochs().sendable().isEmpty();
        if (mute || localWriteNanos != Outbound.NOT_WRITING) {
            inbound.excuseSilence(now);
        }
        if (outbound.isStalled(now) || isLocalStalled(now)) {
            abort(CarrierFault.STALLED);
        } else if (isTied() && now - lastDataNanos > bounds.idle().toNanos()) {
            abort(CarrierFault.IDLE);
        } else if (!inbound.hasEnded()
                && now - inbound.lastReceivedNanos() > bounds.silence().toNanos()) {
            abort(CarrierFault.SILENT);
        } else if (outbound.wantsPing(now)) {
            engine.later(() -> guard(outbound::ping));
        }
    }

    private boolean isLocalStalled(long now) {
        long since = localWriteNanos;
        return since != Outbound.NOT_WRITING
                && now - since > engine.bounds().writeStall().toNanos();
    }

    private Socket tied() throws CarrierFaultException {
        Socket tied = local;
        if (tied == null) {
            throw new CarrierFaultException(CarrierFault.UNEXPECTED_FRAME);
        }
        return tied;
    }

    private void deliver(OutputStream out, OpenedRecord opened) throws CarrierFaultException {
        long now = inbound.lastReceivedNanos();
        lastDataNanos = now;
        localWriteNanos = now;
        try {
            out.write(opened.buffer(), 0, opened.plainBytes());
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.LOCAL_CUT, e);
        } finally {
            localWriteNanos = Outbound.NOT_WRITING;
        }
    }

    private static CarrierFault reasonOf(OpenedRecord reset) {
        return reset.plainBytes() == 1
                ? CarrierFault.ofCode(reset.buffer()[0]).orElse(CarrierFault.CARRIER_CUT)
                : CarrierFault.CARRIER_CUT;
    }

    static int frameBytes(int plainBytes) {
        return FrameHeader.BYTES + plainBytes + FrameHeader.TAG_BYTES;
    }
}
