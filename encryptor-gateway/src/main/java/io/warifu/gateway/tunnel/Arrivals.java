package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.OpenedRecord;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.net.Sockets;
import io.warifu.gateway.otp.OtpChannel;
import io.warifu.gateway.otp.OtpService;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carriers that peers open to this gateway, from the connection at the door to their end. */
final class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final Accepting accepting;
    private final Function<String, Optional<GatewaySettings.Service>> services;
    private final Optional<OtpService> otp;
    private final Engine engine;
    private final PeerTraffic strangers;

    Arrivals(
            Accepting accepting,
            Function<String, Optional<GatewaySettings.Service>> services,
            Optional<OtpService> otp,
            Engine engine,
            PeerTraffic strangers) {
        this.accepting = accepting;
        this.services = services;
        this.otp = otp;
        this.engine = engine;
        this.strangers = strangers;
    }

    /** Somebody connected to the carrier port. */
    void arrived(Socket wire) {
        if (!engine.halfOpenPlaces().tryAcquire()) {
            refuse(strangers, wire, CarrierFault.TOO_MANY_HALF_OPEN);
            return;
        }
        engine.thread(
                        "carrier-in",
                        () -> {
                            Optional<Accepting.Arrived> arrived;
                            try {
                                arrived = setUp(wire);
                            } finally {
                                engine.halfOpenPlaces().release();
                            }
                            arrived.ifPresent(this::attend);
                        })
                .start();
    }

    private Optional<Accepting.Arrived> setUp(Socket wire) {
        PeerTraffic[] from = {strangers};
        try {
            return Optional.of(accepting.accept(wire, link -> from[0] = link.traffic()));
        } catch (CarrierFaultException e) {
            refuse(from[0], wire, e.fault());
        } catch (IOException e) {
            LOG.debug("a connection broke during set-up", e);
            refuse(from[0], wire, CarrierFault.CARRIER_CUT);
        } catch (RuntimeException e) {
            LOG.error("a carrier could not be accepted", e);
            refuse(from[0], wire, CarrierFault.INTERNAL);
        }
        return Optional.empty();
    }

    private void attend(Accepting.Arrived arrived) {
        Carrier carrier = arrived.carrier();
        if (carrier.on().service().equals(OtpChannel.SERVICE)) {
            serveOtp(carrier);
            return;
        }
        boolean[] placed = {false};
        try {
            carrier.runReceiver(() -> {
                if (!arrived.started()) {
                    awaitStart(carrier);
                }
                placed[0] = engine.carrierPlaces().tryAcquire();
                if (!placed[0]) {
                    throw refused(carrier, CarrierFault.BUSY);
                }
                tieService(carrier);
            });
        } finally {
            if (placed[0]) {
                engine.carrierPlaces().release();
            }
        }
    }

    private void awaitStart(Carrier carrier) throws CarrierFaultException {
        if (!engine.parkingPlaces().tryAcquire()) {
            throw refused(carrier, CarrierFault.BUSY);
        }
        try {
            while (true) {
                OpenedRecord opened = carrier.inbound().next();
                if (opened.type() == FrameType.START) {
                    return;
                }
                if (opened.type() != FrameType.PING) {
                    throw new CarrierFaultException(CarrierFault.UNEXPECTED_FRAME);
                }
            }
        } finally {
            engine.parkingPlaces().release();
        }
    }

    private void tieService(Carrier carrier) throws CarrierFaultException {
        Optional<GatewaySettings.Service> service = services.apply(carrier.on().service());
        if (service.isEmpty()) {
            // It was taken away while the carrier waited.
            throw refused(carrier, CarrierFault.UNKNOWN_SERVICE);
        }
        Socket target;
        try {
            target =
                    Sockets.dial(
                            service.get().host(),
                            service.get().port(),
                            engine.bounds().connect(),
                            engine.deadlines());
        } catch (IOException e) {
            LOG.warn("Service {} does not answer: {}", service.get().name(), e.toString());
            throw refused(carrier, CarrierFault.TARGET_UNREACHABLE);
        }
        if (!carrier.tie(target)) {
            Sockets.reset(target);
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT);
        }
        carrier.on().link().traffic().carrierAccepted();
        engine.thread("carrier-out", carrier::runSender).start();
    }

    private void serveOtp(Carrier carrier) {
        try (OtpCarrier channel = new OtpCarrier(carrier, engine)) {
            otp.orElseThrow(() -> new IllegalStateException("refused before")).serve(channel);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (CarrierFaultException e) {
            carrier.on().link().traffic().fault(e.fault());
        } catch (IOException e) {
            LOG.debug("a one-time-pad channel broke", e);
        } catch (RuntimeException e) {
            LOG.error("a one-time-pad channel failed", e);
            carrier.on().link().traffic().fault(CarrierFault.INTERNAL);
        }
    }

    /** Tells the opener, under the traffic keys, why there will be nothing. */
    private CarrierFaultException refused(Carrier carrier, CarrierFault fault)
            throws CarrierFaultException {
        carrier.on().link().traffic().fault(fault);
        carrier.outbound().sendReset(fault);
        Sockets.farewell(carrier.on().wire(), engine.nanoTime());
        return new CarrierFaultException(fault);
    }

    static void refuse(PeerTraffic traffic, Socket socket, CarrierFault fault) {
        traffic.fault(fault);
        Sockets.reset(socket);
        LOG.info("Connection from {} refused: {}.", socket.getRemoteSocketAddress(), fault.tag());
    }
}
