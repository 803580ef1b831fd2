package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.cipher.RecordOpener;
import io.warifu.gateway.cipher.RecordSealer;
import io.warifu.gateway.cipher.TrafficKeys;
import io.warifu.gateway.epoch.CarrierName;
import io.warifu.gateway.epoch.Epoch;
import io.warifu.gateway.epoch.KeySchedule;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * The opener's side of a carrier's set-up: OPEN out, ACCEPT in, and a first empty record that
 * proves to the acceptor that its random arrived here.
 *
 * <p>Guarantee: a key that the peer could not take is given up and another offered, at most {@link
 * #MAX_KEYS_OFFERED} in all.
 */
final class Opening {

    static final int MAX_KEYS_OFFERED = 3;

    private static final byte[] NOTHING = new byte[0];

    private final String own;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final SecureRandom random;

    Opening(String own, Bounds bounds, LongSupplier nanoTime, SecureRandom random) {
        this.own = own;
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    Established open(PeerLink link, String service)
            throws CarrierFaultException, InterruptedException {
        for (int offered = 1; ; offered++) {
            Epoch epoch = link.openerEpochs().forNewCarrier();
            try {
                return openUnder(epoch, link, service);
            } catch (CarrierFaultException e) {
                boolean again = giveUpKey(link, epoch, e.fault());
                if (!again || offered >= MAX_KEYS_OFFERED) {
                    throw e;
                }
                link.traffic().fault(e.fault());
            }
        }
    }

    /** Whether another key may help. */
    private static boolean giveUpKey(PeerLink link, Epoch epoch, CarrierFault fault) {
        if (fault == CarrierFault.KEY_UNAVAILABLE || fault == CarrierFault.KEY_MISMATCH) {
            link.openerEpochs().burn(epoch);
            return true;
        }
        if (fault == CarrierFault.EPOCH_FULL) {
            link.openerEpochs().rotate(epoch);
            return true;
        }
        return false;
    }

    private Established openUnder(Epoch epoch, PeerLink link, String service)
            throws CarrierFaultException {
        Socket wire = dial(link.peer());
        try {
            CarrierName carrier = new CarrierName(random.nextLong(), random.nextLong());
            byte[] randomC = new byte[KeySchedule.RANDOM_BYTES];
            random.nextBytes(randomC);
            FrameReader reader =
                    new FrameReader(
                            wire, nanoTime, nanoTime.getAsLong() + bounds.setUp().toNanos());
            wire.getOutputStream()
                    .write(
                            new OpenMessage(epoch.keyId(), carrier, randomC, own)
                                    .seal(epoch, service));
            byte[] randomS = awaitRandomS(reader, epoch, carrier, randomC);
            TrafficKeys keys = epoch.trafficKeys(carrier, randomC, randomS);
            return establish(link, service, epoch, wire, reader, keys);
        } catch (CarrierFaultException e) {
            Sockets.reset(wire);
            throw e;
        } catch (IOException e) {
            Sockets.reset(wire);
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT, e);
        } catch (RuntimeException e) {
            Sockets.reset(wire);
            throw e;
        }
    }

    private static byte[] awaitRandomS(
            FrameReader reader, Epoch epoch, CarrierName carrier, byte[] randomC)
            throws CarrierFaultException {
        ReceivedFrame answer = reader.next();
        if (answer == null) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT);
        }
        byte[] randomS;
        try (OneUseSeal seal = epoch.answerSeal(carrier, randomC)) {
            randomS = Answer.randomS(answer, epoch.shortName(), seal);
        }
        if (randomS.length != KeySchedule.RANDOM_BYTES) {
            throw new CarrierFaultException(CarrierFault.BAD_LENGTH);
        }
        return randomS;
    }

    private Established establish(
            PeerLink link,
            String service,
            Epoch epoch,
            Socket wire,
            FrameReader reader,
            TrafficKeys keys)
            throws IOException {
        RecordSealer sealer =
                new RecordSealer(
                        keys.openerToAcceptor(), epoch.shortName(), bounds.carrierLimits());
        RecordOpener opener =
                new RecordOpener(
                        keys.acceptorToOpener(), epoch.shortName(), bounds.carrierLimits());
        byte[] frame = new byte[FrameHeader.BYTES + FrameHeader.TAG_BYTES];
        int length = sealer.seal(FrameType.PING, NOTHING, 0, frame);
        wire.getOutputStream().write(frame, 0, length);
        reader.endSetUp();
        return new Established(link, service, epoch, wire, reader, sealer, opener);
    }

    private Socket dial(GatewaySettings.Peer peer) throws CarrierFaultException {
        try {
            return Sockets.dial(peer.host(), peer.port(), bounds.connect());
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.PEER_UNREACHABLE, e);
        }
    }
}
