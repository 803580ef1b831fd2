package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.OpenedRecord;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One local connection tied to one carrier: two pumps, one for each direction.
 *
 * <p>Guarantee: the local side receives a prefix of what the other end's local side sent, and a
 * clean end only after that end's authenticated FIN; whatever else happens resets both connections,
 * so that no cut looks like an end. At the first fault nothing further is delivered. Limit: bytes
 * that were delivered before a cut stay delivered.
 */
final class Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

    private static final int FIRST_BUFFER_BYTES = 4 * 1024;
    private static final long NOT_WRITING = Long.MIN_VALUE;

    private final Established on;
    private final Socket local;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable CarrierFault> ended = new AtomicReference<>();
    private volatile long lastByteNanos;
    private volatile long wireWriteNanos = NOT_WRITING;
    private volatile long localWriteNanos = NOT_WRITING;

    Carrier(Established on, Socket local, Bounds bounds, LongSupplier nanoTime) {
        this.on = on;
        this.local = local;
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.lastByteNanos = nanoTime.getAsLong();
    }

    /** Moves bytes both ways until both ends have ended or something failed. */
    void run(ThreadFactory threads) {
        Thread receiving = threads.newThread(() -> guard(this::receive));
        receiving.start();
        guard(this::send);
        try {
            receiving.join();
        } catch (InterruptedException _) {
            abort(CarrierFault.SHUTTING_DOWN);
            Thread.currentThread().interrupt();
        }
        Sockets.close(on.wire());
        Sockets.close(local);
    }

    /** Ends both connections with an error; only the first reason counts. */
    void abort(CarrierFault fault) {
        if (!ended.compareAndSet(null, fault)) {
            return;
        }
        on.link().traffic().fault(fault);
        Sockets.reset(on.wire());
        Sockets.reset(local);
        LOG.info(
                "Carrier for {} with {} under key {} was cut: {}.",
                on.service(),
                on.link().site(),
                on.epoch().keyId(),
                fault.tag());
    }

    /** Looks for what a blocked thread cannot see; the watchdog calls it. */
    void watch() {
        long now = nanoTime.getAsLong();
        long quietNanos = now - lastByteNanos;
        if (stalled(now, wireWriteNanos) || stalled(now, localWriteNanos)) {
            abort(CarrierFault.STALLED);
        } else if (quietNanos > bounds.idle().toNanos()) {
            abort(CarrierFault.IDLE);
        } else if (quietNanos > bounds.quiet().toNanos()
                && keyAgeNanos(now) > bounds.quietKeyAge().toNanos()) {
            abort(CarrierFault.EPOCH_ENDED);
        }
    }

    private boolean stalled(long now, long sinceNanos) {
        return sinceNanos != NOT_WRITING && now - sinceNanos > bounds.writeStall().toNanos();
    }

    private long keyAgeNanos(long now) {
        return now - on.epoch().bornNanos();
    }

    /** One direction of a carrier. */
    private interface Pump {
        void run() throws IOException;
    }

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

    private void send() throws IOException {
        try {
            InputStream in = local.getInputStream();
            OutputStream wire = on.wire().getOutputStream();
            byte[] plain = new byte[FIRST_BUFFER_BYTES];
            byte[] frame = new byte[frameBytes(plain)];
            while (true) {
                int read = readLocal(in, plain);
                if (read < 0) {
                    writeWire(wire, frame, seal(FrameType.FIN, plain, 0, frame));
                    on.wire().shutdownOutput();
                    return;
                }
                writeWire(wire, frame, seal(FrameType.DATA, plain, read, frame));
                on.epoch().countBytes(read);
                on.link().traffic().sent(read);
                if (read == plain.length && read < FrameHeader.MAX_PLAIN_BYTES) {
                    plain = new byte[Math.min(4 * read, FrameHeader.MAX_PLAIN_BYTES)];
                    frame = new byte[frameBytes(plain)];
                }
            }
        } finally {
            on.sealer().close();
        }
    }

    private int seal(FrameType type, byte[] plain, int plainBytes, byte[] frame)
            throws CarrierFaultException {
        if (keyAgeNanos(nanoTime.getAsLong()) > bounds.keyAge().toNanos()) {
            throw new CarrierFaultException(CarrierFault.EPOCH_ENDED);
        }
        return on.sealer().seal(type, plain, plainBytes, frame);
    }

    private void receive() throws IOException {
        try {
            OutputStream out = local.getOutputStream();
            while (true) {
                ReceivedFrame frame = on.reader().next();
                if (frame == null) {
                    throw new CarrierFaultException(CarrierFault.TRUNCATED);
                }
                OpenedRecord opened = on.opener().open(frame);
                lastByteNanos = nanoTime.getAsLong();
                switch (opened.type()) {
                    case DATA -> deliver(out, opened);
                    case FIN -> {
                        local.shutdownOutput();
                        return;
                    }
                    case PING, PONG -> {
                        // Keeps the carrier awake; nothing to deliver.
                    }
                    case RESET -> throw new CarrierFaultException(reasonOf(opened));
                    case ALERT, OPEN, ACCEPT, REFUSE ->
                            throw new CarrierFaultException(CarrierFault.UNEXPECTED_FRAME);
                }
            }
        } finally {
            on.opener().close();
        }
    }

    private void deliver(OutputStream out, OpenedRecord opened) throws CarrierFaultException {
        localWriteNanos = nanoTime.getAsLong();
        try {
            out.write(opened.buffer(), 0, opened.plainBytes());
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.LOCAL_CUT, e);
        } finally {
            localWriteNanos = NOT_WRITING;
        }
        on.epoch().countBytes(opened.plainBytes());
        on.link().traffic().received(opened.plainBytes());
    }

    private int readLocal(InputStream in, byte[] plain) throws CarrierFaultException {
        try {
            int read = in.read(plain);
            lastByteNanos = nanoTime.getAsLong();
            return read;
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.LOCAL_CUT, e);
        }
    }

    private void writeWire(OutputStream wire, byte[] frame, int length)
            throws CarrierFaultException {
        wireWriteNanos = nanoTime.getAsLong();
        try {
            wire.write(frame, 0, length);
            lastByteNanos = nanoTime.getAsLong();
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT, e);
        } finally {
            wireWriteNanos = NOT_WRITING;
        }
    }

    private static CarrierFault reasonOf(OpenedRecord reset) {
        return reset.plainBytes() == 1
                ? CarrierFault.ofCode(reset.buffer()[0]).orElse(CarrierFault.CARRIER_CUT)
                : CarrierFault.CARRIER_CUT;
    }

    private static int frameBytes(byte[] plain) {
        return FrameHeader.BYTES + plain.length + FrameHeader.TAG_BYTES;
    }
}
