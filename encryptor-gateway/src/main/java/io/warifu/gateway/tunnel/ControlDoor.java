package io.warifu.gateway.tunnel;

import io.warifu.gateway.control.ControlConnection;
import io.warifu.gateway.control.ControlDialer;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who comes in at the control port.
 *
 * <p>Guarantee: only a peer that is to dial gets further than its TLS handshake; at most {@link
 * #MAX_HANDSHAKES} go on at once, each for a bounded time.
 */
final class ControlDoor {

    static final int MAX_HANDSHAKES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(ControlDoor.class);

    private final ControlDialer dialer;
    private final Function<String, Optional<PeerLink>> linkOfSae;
    private final PeerTraffic strangers;
    private final Semaphore places = new Semaphore(MAX_HANDSHAKES);

    ControlDoor(
            ControlDialer dialer,
            Function<String, Optional<PeerLink>> linkOfSae,
            PeerTraffic strangers) {
        this.dialer = dialer;
        this.linkOfSae = linkOfSae;
        this.strangers = strangers;
    }

    void arrived(Socket socket) {
        if (!places.tryAcquire()) {
            Arrivals.refuse(strangers, socket, CarrierFault.CONTROL_TOO_MANY);
            return;
        }
        Thread.ofVirtual()
                .name("control-in")
                .start(() -> {
                    try {
                        shakeHands(socket);
                    } finally {
                        places.release();
                    }
                });
    }

    private void shakeHands(Socket socket) {
        try {
            ControlConnection connection = dialer.accept(socket);
            Optional<PeerLink> link =
                    linkOfSae.apply(connection.peerSae()).filter(l -> l.pair().isDialed());
            if (link.isEmpty()) {
                connection.close();
                throw new CarrierFaultException(CarrierFault.CONTROL_WRONG_CERTIFICATE);
            }
            link.get().pair().accepted(connection);
        } catch (CarrierFaultException e) {
            LOG.info("Control connection from outside refused: {}.", e.fault().tag());
            strangers.fault(e.fault());
        } catch (RuntimeException e) {
            LOG.error("a control connection could not be accepted", e);
            strangers.fault(CarrierFault.INTERNAL);
        }
    }
}
