package io.warifu.gateway.control;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.net.Sockets;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One control connection after its handshake: sends messages, and tells what comes.
 *
 * <p>Guarantee: whatever ends it, its listener hears of the end, once, and of nothing after it. A
 * peer that says nothing for the time allowed is gone.
 */
public final class ControlConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlConnection.class);

    private final SSLSocket socket;
    private final String peerSae;
    private final byte[] exporter;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** Who hears what comes; called on the connection's own thread. */
    public interface Listener {

        void received(ControlConnection from, ControlMessage message) throws InterruptedException;

        void ended(ControlConnection connection, CarrierFault why);
    }

    ControlConnection(ControlTls.Secured secured, Duration silence) throws IOException {
        this.socket = secured.socket();
        this.peerSae = secured.peerSae();
        this.exporter = secured.exporter();
        socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
    }

    public String peerSae() {
        return peerSae;
    }

    /** Both ends of this TLS connection have it, and nobody else. */
    public byte[] exporter() {
        return exporter.clone();
    }

    /** Begins to read; until then nothing is lost, it only waits. */
    public void start(Listener listener) {
        Thread.ofVirtual().name("control-" + peerSae).start(() -> read(listener));
    }

    /** Sends, or ends the connection. */
    public synchronized void send(ControlMessage message) {
        try {
            socket.getOutputStream().write(ControlCodec.write(message));
        } catch (IOException e) {
            LOG.debug("the control connection to {} broke", peerSae, e);
            close();
        }
    }

    private void read(Listener listener) {
        CarrierFault why = CarrierFault.CONTROL_LOST;
        try {
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (!ended.get()) {
                listener.received(this, ControlCodec.read(in));
            }
        } catch (CarrierFaultException e) {
            why = e.fault();
        } catch (SocketTimeoutException _) {
            why = CarrierFault.CONTROL_TIMEOUT;
        } catch (EOFException | SSLException e) {
            LOG.debug("the control connection to {} ended", peerSae, e);
        } catch (IOException e) {
            LOG.debug("the control connection to {} broke", peerSae, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close();
            listener.ended(this, why);
        }
    }

    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            Sockets.reset(socket);
        }
    }
}
