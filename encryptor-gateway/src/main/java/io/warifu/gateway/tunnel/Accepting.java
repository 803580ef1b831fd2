package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.epoch.CarrierNames;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.epoch.LiveEpoch;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import io.warifu.gateway.net.Deadlines;
import io.warifu.gateway.net.Sockets;
import io.warifu.gateway.pair.Epochs;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The acceptor's side of a carrier's set-up.
 *
 * <p>Guarantee: it returns only after the opener has proven, by a record under keys that need this
 * end's fresh random, that it is the peer and alive now; so nobody's recording, old or delayed,
 * ever makes this gateway dial a service. Bytes that are no QGW/1 get no answer, and no key manager
 * is asked anything on a stranger's word.
 */
final class Accepting {

    private final Function<String, Optional<PeerLink>> linkOfSae;
    private final Allowed allowed;
    private final Engine engine;
    private final SecureRandom random;

    /** Which peer may ask for which service. */
    interface Allowed {

        /** Empty if it may. */
        Optional<CarrierFault> refusal(PeerLink link, String service);
    }

    /** A proven carrier, and whether its service is to be dialled at once. */
    record Arrived(Carrier carrier, boolean started) {}

    Accepting(
            Function<String, Optional<PeerLink>> linkOfSae,
            Allowed allowed,
            Engine engine,
            SecureRandom random) {
        this.linkOfSae = linkOfSae;
        this.allowed = allowed;
        this.engine = engine;
        this.random = random;
    }

    /**
     * Takes a connection as far as its first verified record.
     *
     * @param claim is told which peer the connection claims to be from, for the counters
     */
    Arrived accept(Socket wire, Consumer<PeerLink> claim) throws IOException {
        try (Deadlines.Deadline deadline = engine.deadlines().on(wire, engine.bounds().setUp())) {
            try {
                return setUp(wire, claim);
            } catch (CarrierFaultException e) {
                throw deadline.hasPassed()
                        ? new CarrierFaultException(CarrierFault.OPEN_TIMEOUT, e)
                        : e;
            }
        }
    }

    private Arrived setUp(Socket wire, Consumer<PeerLink> claim) throws IOException {
        FrameReader reader = new FrameReader(wire, engine.pool());
        ReceivedFrame frame = reader.next();
        if (frame == null) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT);
        }
        OpenMessage open = OpenMessage.read(frame);
        PeerLink link = knownPeer(wire, open);
        claim.accept(link);
        boolean openerIsLow = !link.pair().names().ownIsLow();
        LiveEpoch named = named(wire, link, open);
        String service = verifiedService(wire, open, frame, named, openerIsLow);
        EpochInUse epoch = inUse(wire, link, open);
        CarrierNames names = open.names(openerIsLow);
        byte[] randomS = answered(wire, open, link, epoch, names, service);
        return establish(
                new Established(link, service, epoch, names, randomS, false, wire, reader));
    }

    private PeerLink knownPeer(Socket wire, OpenMessage open) throws IOException {
        Optional<PeerLink> link = linkOfSae.apply(open.opener());
        if (link.isEmpty()) {
            throw alerted(wire, open, CarrierFault.UNKNOWN_PEER);
        }
        return link.get();
    }

    private LiveEpoch named(Socket wire, PeerLink link, OpenMessage open) throws IOException {
        Optional<LiveEpoch> named = link.pair().epochs().named(open.epoch());
        if (named.isEmpty()) {
            Optional<UUID> session = link.pair().session();
            throw alerted(
                    wire,
                    open,
                    session.isPresent() && session.get().equals(open.session())
                            ? CarrierFault.EPOCH_UNKNOWN
                            : CarrierFault.SESSION_UNKNOWN);
        }
        if (!named.get().entry().name().session().equals(open.session())) {
            throw alerted(wire, open, CarrierFault.SESSION_UNKNOWN);
        }
        return named.get();
    }

    private String verifiedService(
            Socket wire,
            OpenMessage open,
            ReceivedFrame frame,
            LiveEpoch epoch,
            boolean openerIsLow)
            throws IOException {
        try {
            return open.service(frame, epoch, openerIsLow);
        } catch (CarrierFaultException e) {
            throw alerted(wire, open, e.fault());
        }
    }

    /** A verified OPEN under an epoch in hand is the other end's word that it is in use. */
    private EpochInUse inUse(Socket wire, PeerLink link, OpenMessage open) throws IOException {
        Epochs epochs = link.pair().epochs();
        if (!epochs.follow(open.epoch())
                || !(epochs.named(open.epoch()).orElse(null) instanceof EpochInUse epoch)) {
            throw alerted(wire, open, CarrierFault.EPOCH_UNKNOWN);
        }
        if (epochs.sendable().isEmpty()) {
            throw alerted(wire, open, CarrierFault.KEY_EXHAUSTED);
        }
        return epoch;
    }

    /** Accepts, and returns this end's random; or refuses, and throws. */
    private byte[] answered(
            Socket wire,
            OpenMessage open,
            PeerLink link,
            EpochInUse epoch,
            CarrierNames names,
            String service)
            throws IOException {
        try (OneUseSeal seal = answerSeal(wire, open, epoch, names)) {
            Optional<CarrierFault> refusal =
                    switch (epoch.admit(open.carrier())) {
                        // A replayed OPEN gets no sealed answer: its answer key has sealed once
                        // already.
                        case REPLAYED ->
                                throw new CarrierFaultException(CarrierFault.REPLAYED_OPEN);
                        case FULL -> Optional.of(CarrierFault.EPOCH_FULL);
                        case NEW -> allowed.refusal(link, service);
                    };
            if (refusal.isPresent()) {
                send(wire, Answer.refuse(epoch.number(), seal, refusal.get()));
                Sockets.farewell(wire, engine.nanoTime());
                throw new CarrierFaultException(refusal.get());
            }
            byte[] randomS = new byte[CarrierNames.RANDOM_BYTES];
            random.nextBytes(randomS);
            send(wire, Answer.accept(epoch.number(), seal, randomS));
            return randomS;
        }
    }

    private OneUseSeal answerSeal(
            Socket wire, OpenMessage open, EpochInUse epoch, CarrierNames names)
            throws IOException {
        try {
            return epoch.answerSeal(names);
        } catch (CarrierFaultException e) {
            throw alerted(wire, open, e.fault());
        }
    }

    private Arrived establish(Established on) throws CarrierFaultException {
        Carrier carrier = new Carrier(on, engine);
        try {
            FrameType first = carrier.inbound().next().type();
            if (first != FrameType.PING && first != FrameType.START) {
                throw new CarrierFaultException(CarrierFault.UNEXPECTED_FRAME);
            }
            on.reader().endSetUp();
            return new Arrived(carrier, first == FrameType.START);
        } catch (CarrierFaultException e) {
            carrier.abandon();
            throw e;
        }
    }

    private CarrierFaultException alerted(Socket wire, OpenMessage open, CarrierFault fault)
            throws IOException {
        send(wire, Answer.alert(open.epoch(), fault));
        Sockets.farewell(wire, engine.nanoTime());
        return new CarrierFaultException(fault);
    }

    private static void send(Socket wire, byte[] frame) throws CarrierFaultException {
        try {
            wire.getOutputStream().write(frame);
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT, e);
        }
    }
}
