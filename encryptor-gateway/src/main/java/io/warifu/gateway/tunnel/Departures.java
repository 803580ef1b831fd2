package io.warifu.gateway.tunnel;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameType;
import java.net.Socket;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Local connections on their way to a peer's service, from the door to their end. */
final class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final Opening opening;
    private final Engine engine;

    Departures(Opening opening, Engine engine) {
        this.opening = opening;
        this.engine = engine;
    }

    /** Somebody connected to the door of a tunnel. */
    void arrived(PeerLink link, String service, WarmCarriers warm, Socket local) {
        if (!engine.carrierPlaces().tryAcquire()) {
            Arrivals.refuse(link.traffic(), local, CarrierFault.TOO_MANY_CARRIERS);
            return;
        }
        engine.thread(
                        "carrier-out",
                        () -> {
                            try {
                                carryOut(link, service, warm, local);
                            } finally {
                                engine.carrierPlaces().release();
                            }
                        })
                .start();
    }

    private void carryOut(PeerLink link, String service, WarmCarriers warm, Socket local) {
        CarrierFault fault;
        try {
            Carrier carrier = carrierFor(link, service, warm, local);
            link.traffic().carrierOpened();
            carrier.runSender();
            return;
        } catch (CarrierFaultException e) {
            fault = e.fault();
        } catch (InterruptedException _) {
            fault = CarrierFault.SHUTTING_DOWN;
        } catch (RuntimeException e) {
            LOG.error("a carrier to {} could not be opened", link.site(), e);
            fault = CarrierFault.INTERNAL;
        }
        Arrivals.refuse(link.traffic(), local, fault);
    }

    private Carrier carrierFor(PeerLink link, String service, WarmCarriers warm, Socket local)
            throws CarrierFaultException, InterruptedException {
        if (link.pair().epochs().sendable().isPresent()) {
            Optional<Carrier> ready = warm.take();
            warm.replenish();
            if (ready.isPresent() && ready.get().tie(local)) {
                ready.get().start();
                return ready.get();
            }
        }
        Carrier carrier = opening.open(link, service, FrameType.START);
        if (!carrier.tie(local)) {
            carrier.abandon();
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT);
        }
        engine.thread("carrier-in", () -> carrier.runReceiver(() -> {})).start();
        return carrier;
    }
}
