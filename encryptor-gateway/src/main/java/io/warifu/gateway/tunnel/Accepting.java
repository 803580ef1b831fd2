package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.RecordOpener;
import io.warifu.gateway.cipher.RecordSealer;
import io.warifu.gateway.cipher.TrafficKeys;
import io.warifu.gateway.epoch.Epoch;
import io.warifu.gateway.epoch.KeySchedule;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The acceptor's side of a carrier's set-up.
 *
 * <p>Guarantee: it returns only after the opener has proven, by a record under keys that need this
 * end's fresh random, that it is a holder of the QKD key and alive now; so nobody's recording, old
 * or delayed, ever makes this gateway dial a service. Bytes that are no QGW/1 get no answer.
 */
final class Accepting {

    private final Function<String, Optional<PeerLink>> linkOfSae;
    private final Set<String> services;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final SecureRandom random;

    Accepting(
            Function<String, Optional<PeerLink>> linkOfSae,
            Set<String> services,
            Bounds bounds,
            LongSupplier nanoTime,
            SecureRandom random) {
        this.linkOfSae = linkOfSae;
        this.services = services;
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /**
     * Takes a connection as far as its first verified record.
     *
     * @param claim is told which peer the connection claims to be from, for the counters
     */
    Established accept(Socket wire, Consumer<PeerLink> claim)
            throws IOException, InterruptedException {
        FrameReader reader =
                new FrameReader(wire, nanoTime, nanoTime.getAsLong() + bounds.setUp().toNanos());
        ReceivedFrame frame = reader.next();
        if (frame == null) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT);
        }
        OpenMessage open = OpenMessage.read(frame);
        PeerLink link = knownPeer(wire, open, frame);
        claim.accept(link);
        Epoch epoch = epoch(wire, link, open);
        String service = verifiedService(wire, open, frame, epoch);
        admit(wire, open, epoch, service);
        return establish(wire, reader, link, epoch, open, service);
    }

    private PeerLink knownPeer(Socket wire, OpenMessage open, ReceivedFrame frame)
            throws IOException {
        Optional<PeerLink> link = linkOfSae.apply(open.opener());
        if (link.isEmpty()) {
            throw alerted(wire, frame.header().epoch(), CarrierFault.UNKNOWN_PEER);
        }
        return link.get();
    }

    private Epoch epoch(Socket wire, PeerLink link, OpenMessage open)
            throws IOException, InterruptedException {
        try {
            return link.acceptorEpochs().named(open.keyId());
        } catch (CarrierFaultException e) {
            throw alerted(wire, Epoch.shortName(open.keyId()), e.fault());
        }
    }

    private String verifiedService(Socket wire, OpenMessage open, ReceivedFrame frame, Epoch epoch)
            throws IOException {
        try {
            return open.service(frame, epoch);
        } catch (CarrierFaultException e) {
            throw alerted(wire, epoch.shortName(), e.fault());
        }
    }

    private void admit(Socket wire, OpenMessage open, Epoch epoch, String service)
            throws IOException {
        CarrierFault refusal =
                switch (epoch.admit(open.carrier())) {
                    case REPLAYED -> CarrierFault.REPLAYED_OPEN;
                    case FULL -> CarrierFault.EPOCH_FULL;
                    case NEW -> services.contains(service) ? null : CarrierFault.UNKNOWN_SERVICE;
                };
        if (refusal == null) {
            return;
        }
        if (refusal != CarrierFault.REPLAYED_OPEN) {
            // A replayed OPEN gets no sealed answer: its answer key has sealed once already.
            send(
                    wire,
                    Answer.refuse(
                            epoch.shortName(),
                            epoch.answerSeal(open.carrier(), open.randomC()),
                            refusal));
            Sockets.farewell(wire, nanoTime);
        }
        throw new CarrierFaultException(refusal);
    }

    private Established establish(
            Socket wire,
            FrameReader reader,
            PeerLink link,
            Epoch epoch,
            OpenMessage open,
            String service)
            throws IOException {
        byte[] randomS = new byte[KeySchedule.RANDOM_BYTES];
        random.nextBytes(randomS);
        TrafficKeys keys = epoch.trafficKeys(open.carrier(), open.randomC(), randomS);
        RecordOpener opener =
                new RecordOpener(
                        keys.openerToAcceptor(), epoch.shortName(), bounds.carrierLimits());
        RecordSealer sealer =
                new RecordSealer(
                        keys.acceptorToOpener(), epoch.shortName(), bounds.carrierLimits());
        try {
            send(
                    wire,
                    Answer.accept(
                            epoch.shortName(),
                            epoch.answerSeal(open.carrier(), open.randomC()),
                            randomS));
            awaitProof(reader, opener);
            reader.endSetUp();
            return new Established(link, service, epoch, wire, reader, sealer, opener);
        } catch (IOException e) {
            sealer.close();
            opener.close();
            throw e;
        }
    }

    private static void awaitProof(FrameReader reader, RecordOpener opener)
            throws CarrierFaultException {
        ReceivedFrame first = reader.next();
        if (first == null) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT);
        }
        if (opener.open(first).type() != FrameType.PING) {
            throw new CarrierFaultException(CarrierFault.UNEXPECTED_FRAME);
        }
    }

    private CarrierFaultException alerted(Socket wire, int epoch, CarrierFault fault)
            throws IOException {
        send(wire, Answer.alert(epoch, fault));
        Sockets.farewell(wire, nanoTime);
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
