package io.warifu.gateway.control;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.net.Deadlines;
import io.warifu.gateway.net.Sockets;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Makes control connections: dials, or takes over what came in at the door. */
public final class ControlDialer {

    /** TCP connect and TLS handshake, each. */
    static final Duration MAX_STEP = Duration.ofSeconds(5);

    private final ControlTls tls;
    private final Duration silence;
    private final Deadlines deadlines;

    /**
     * A dialer for this site.
     *
     * @param silence after which a peer is taken for gone
     */
    public ControlDialer(ControlTls tls, Duration silence, Deadlines deadlines) {
        this.tls = tls;
        this.silence = silence;
        this.deadlines = deadlines;
    }

    /**
     * Connects to a peer; the result was not started yet.
     *
     * @throws CarrierFaultException if the peer does not answer, or is somebody else
     */
    public ControlConnection dial(String host, int port, String expectedSae)
            throws CarrierFaultException {
        Socket socket;
        try {
            socket = Sockets.dial(host, port, MAX_STEP, deadlines);
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.CONTROL_UNREACHABLE, e);
        }
        ControlConnection connection = shakeHands(socket, true);
        if (!connection.peerSae().equals(expectedSae)) {
            connection.close();
            throw new CarrierFaultException(CarrierFault.CONTROL_WRONG_CERTIFICATE);
        }
        return connection;
    }

    /** Shakes hands with whoever came in at the door; the result was not started yet. */
    public ControlConnection accept(Socket socket) throws CarrierFaultException {
        return shakeHands(socket, false);
    }

    private ControlConnection shakeHands(Socket socket, boolean asClient)
            throws CarrierFaultException {
        try (Deadlines.Deadline deadline = deadlines.on(socket, MAX_STEP)) {
            try {
                return new ControlConnection(tls.secure(socket, asClient), silence);
            } catch (CarrierFaultException e) {
                Sockets.reset(socket);
                throw deadline.hasPassed()
                        ? new CarrierFaultException(CarrierFault.CONTROL_TIMEOUT, e)
                        : e;
            } catch (IOException e) {
                Sockets.reset(socket);
                throw new CarrierFaultException(CarrierFault.CONTROL_LOST, e);
            }
        }
    }
}
