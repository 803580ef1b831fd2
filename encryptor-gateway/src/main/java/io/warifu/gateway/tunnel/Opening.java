package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.epoch.CarrierName;
import io.warifu.gateway.epoch.CarrierNames;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import io.warifu.gateway.net.Deadlines;
import io.warifu.gateway.net.Sockets;
import io.warifu.gateway.pair.Epochs;
import io.warifu.gateway.pair.SitePair;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The opener's side of a carrier's set-up: OPEN out, ACCEPT in, and a first empty record that
 * proves to the acceptor that its random arrived here.
 *
 * <p>Guarantee: if the acceptor does not know the epoch, another is waited for and tried, at most
 * {@link #MAX_TRIES} in all; nothing is opened while there is none.
 */
final class Opening {

    static final int MAX_TRIES = 3;

    private final String own;
    private final Engine engine;
    private final SecureRandom random;

    Opening(String own, Engine engine, SecureRandom random) {
        this.own = own;
        this.engine = engine;
        this.random = random;
    }

    /**
     * Opens a carrier.
     *
     * @param first START if the service is to be dialled at once, PING if later
     */
    Carrier open(PeerLink link, String service, FrameType first)
            throws CarrierFaultException, InterruptedException {
        Duration wait = engine.bounds().keyWait();
        if (!link.openingPlaces().tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new CarrierFaultException(CarrierFault.BUSY);
        }
        try {
            EpochInUse refused = null;
            for (int tried = 1; ; tried++) {
                EpochInUse epoch = epoch(link.pair(), refused);
                try {
                    return openUnder(epoch, link, service, first);
                } catch (CarrierFaultException e) {
                    if (!mayHelp(link.pair().epochs(), epoch, e.fault()) || tried >= MAX_TRIES) {
                        throw e;
                    }
                    link.traffic().fault(e.fault());
                    refused = epoch;
                }
            }
        } finally {
            link.openingPlaces().release();
        }
    }

    /** Whether another epoch may help. */
    private static boolean mayHelp(Epochs epochs, EpochInUse epoch, CarrierFault fault) {
        if (fault == CarrierFault.EPOCH_FULL) {
            epochs.wantNext(epoch);
            return true;
        }
        return fault == CarrierFault.EPOCH_UNKNOWN || fault == CarrierFault.SESSION_UNKNOWN;
    }

    private EpochInUse epoch(SitePair pair, @Nullable EpochInUse refused)
            throws CarrierFaultException, InterruptedException {
        return pair.epochs()
                .await(
                        refused,
                        engine.bounds().keyWait(),
                        () -> !pair.isPromising() || engine.isClosing())
                .orElseThrow(() ->
                        new CarrierFaultException(
                                pair.isPromising()
                                        ? CarrierFault.NO_KEYS
                                        : CarrierFault.KEY_EXHAUSTED));
    }

    private Carrier openUnder(EpochInUse epoch, PeerLink link, String service, FrameType first)
            throws CarrierFaultException {
        Socket wire = dial(link.peer());
        try (Deadlines.Deadline deadline = engine.deadlines().on(wire, engine.bounds().setUp())) {
            try {
                return setUp(epoch, link, service, first, wire);
            } catch (CarrierFaultException e) {
                Sockets.reset(wire);
                throw deadline.hasPassed()
                        ? new CarrierFaultException(CarrierFault.OPEN_TIMEOUT, e)
                        : e;
            } catch (IOException e) {
                Sockets.reset(wire);
                throw new CarrierFaultException(CarrierFault.CARRIER_CUT, e);
            } catch (RuntimeException e) {
                Sockets.reset(wire);
                throw e;
            }
        }
    }

    private Carrier setUp(
            EpochInUse epoch, PeerLink link, String service, FrameType first, Socket wire)
            throws IOException {
        byte[] randomC = new byte[CarrierNames.RANDOM_BYTES];
        random.nextBytes(randomC);
        UUID session = epoch.entry().name().session();
        OpenMessage open =
                new OpenMessage(
                        session,
                        epoch.number(),
                        new CarrierName(random.nextLong(), random.nextLong()),
                        randomC,
                        own);
        boolean ownIsLow = link.pair().names().ownIsLow();
        FrameReader reader = new FrameReader(wire, engine.pool());
        wire.getOutputStream().write(open.seal(epoch, ownIsLow, service));
        CarrierNames names = open.names(ownIsLow);
        byte[] randomS = awaitRandomS(reader, epoch, names);
        reader.endSetUp();
        epoch.countCarrier();
        Carrier carrier =
                new Carrier(
                        new Established(link, service, epoch, names, randomS, true, wire, reader),
                        engine);
        try {
            carrier.outbound().send(first);
            return carrier;
        } catch (CarrierFaultException e) {
            carrier.abandon();
            throw e;
        }
    }

    private static byte[] awaitRandomS(FrameReader reader, EpochInUse epoch, CarrierNames names)
            throws CarrierFaultException {
        ReceivedFrame answer = reader.next();
        if (answer == null) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT);
        }
        byte[] randomS;
        try (OneUseSeal seal = epoch.answerSeal(names)) {
            randomS = Answer.randomS(answer, epoch.number(), seal);
        }
        if (randomS.length != CarrierNames.RANDOM_BYTES) {
            throw new CarrierFaultException(CarrierFault.BAD_LENGTH);
        }
        return randomS;
    }

    private Socket dial(GatewaySettings.Peer peer) throws CarrierFaultException {
        try {
            return Sockets.dial(
                    peer.host(), peer.port(), engine.bounds().connect(), engine.deadlines());
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.PEER_UNREACHABLE, e);
        }
    }
}
