package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.epoch.CarrierName;
import io.warifu.gateway.epoch.CarrierNames;
import io.warifu.gateway.epoch.LiveEpoch;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * The body of OPEN, the first frame of a carrier; the header names the epoch.
 *
 * <pre>
 * offset size field
 *      0   16 session
 *     16   16 carrier_id, random
 *     32   32 rand_c
 *     64    1 n, length of the opener's SAE id, 1 to 64
 *     65    n SAE id of the opener, ASCII
 *   65+n    m service name, 1 to 64 bytes ASCII, sealed
 * 65+n+m   16 tag
 * </pre>
 *
 * <p>Header and everything before the service name are authenticated, but clear: the acceptor must
 * know whose epoch it is. Until {@link #service} has verified the tag nothing in it is to be
 * believed.
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode are written below.
record OpenMessage(UUID session, int epoch, CarrierName carrier, byte[] randomC, String opener) {

    static final int MAX_BODY_BYTES = 65 + 2 * Names.MAX_BYTES + FrameHeader.TAG_BYTES;

    private static final int FIXED_BYTES = 65;

    /** What goes into the carrier's keys. */
    CarrierNames names(boolean openerIsLow) {
        return new CarrierNames(openerIsLow, carrier, randomC);
    }

    /** The whole frame, sealed for {@code service}. */
    byte[] seal(LiveEpoch under, boolean openerIsLow, String service) throws CarrierFaultException {
        byte[] name = opener.getBytes(StandardCharsets.US_ASCII);
        byte[] plain = service.getBytes(StandardCharsets.US_ASCII);
        int bodyBytes = FIXED_BYTES + name.length + plain.length + FrameHeader.TAG_BYTES;
        byte[] frame = new byte[FrameHeader.BYTES + bodyBytes];
        FrameCodec.write(FrameHeader.control(FrameType.OPEN, epoch, bodyBytes), frame);
        ByteBuffer body = ByteBuffer.wrap(frame, FrameHeader.BYTES, bodyBytes);
        body.putLong(session.getMostSignificantBits()).putLong(session.getLeastSignificantBits());
        carrier.write(body);
        body.put(randomC).put((byte) name.length).put(name);
        try (OneUseSeal seal = under.openSeal(names(openerIsLow))) {
            seal.seal(frame, FrameHeader.BYTES + FIXED_BYTES + name.length, plain);
        }
        return frame;
    }

    /**
     * Reads the clear part, unverified.
     *
     * @throws CarrierFaultException if the frame is no well-formed OPEN
     */
    static OpenMessage read(ReceivedFrame frame) throws CarrierFaultException {
        FrameHeader header = frame.header();
        if (header.type() != FrameType.OPEN) {
            throw new CarrierFaultException(CarrierFault.UNEXPECTED_FRAME);
        }
        if (header.sequence() != 0 || header.stream() != FrameHeader.CONTROL_STREAM) {
            throw new CarrierFaultException(CarrierFault.OUT_OF_ORDER);
        }
        if (frame.bodyBytes() < FIXED_BYTES + 2 + FrameHeader.TAG_BYTES) {
            throw new CarrierFaultException(CarrierFault.MALFORMED_OPEN);
        }
        ByteBuffer body = ByteBuffer.wrap(frame.buffer(), frame.bodyOffset(), frame.bodyBytes());
        UUID session = new UUID(body.getLong(), body.getLong());
        CarrierName carrier = CarrierName.read(body);
        byte[] randomC = new byte[CarrierNames.RANDOM_BYTES];
        body.get(randomC);
        int nameBytes = body.get() & 0xFF;
        int serviceBytes = body.remaining() - nameBytes - FrameHeader.TAG_BYTES;
        if (nameBytes == 0
                || nameBytes > Names.MAX_BYTES
                || serviceBytes < 1
                || serviceBytes > Names.MAX_BYTES) {
            throw new CarrierFaultException(CarrierFault.MALFORMED_OPEN);
        }
        byte[] name = new byte[nameBytes];
        body.get(name);
        String opener = new String(name, StandardCharsets.US_ASCII);
        if (!Names.isName(opener)) {
            throw new CarrierFaultException(CarrierFault.MALFORMED_OPEN);
        }
        return new OpenMessage(session, header.epoch(), carrier, randomC, opener);
    }

    /**
     * Verifies the frame that this message was read from, and gives the service it asks for.
     *
     * @throws CarrierFaultException KEY_MISMATCH if it was not made under this epoch, EPOCH_UNKNOWN
     *     if the epoch is wiped
     */
    String service(ReceivedFrame frame, LiveEpoch under, boolean openerIsLow)
            throws CarrierFaultException {
        int clearBytes = FIXED_BYTES + opener.length();
        try (OneUseSeal seal = under.openSeal(names(openerIsLow))) {
            return new String(opened(seal, frame, clearBytes), StandardCharsets.US_ASCII);
        }
    }

    private static byte[] opened(OneUseSeal seal, ReceivedFrame frame, int clearBytes)
            throws CarrierFaultException {
        try {
            return seal.open(
                    frame.buffer(),
                    frame.headerOffset(),
                    FrameHeader.BYTES + clearBytes,
                    frame.bodyBytes() - clearBytes);
        } catch (CarrierFaultException e) {
            throw new CarrierFaultException(CarrierFault.KEY_MISMATCH, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpenMessage that
                && session.equals(that.session)
                && epoch == that.epoch
                && carrier.equals(that.carrier)
                && Arrays.equals(randomC, that.randomC)
                && opener.equals(that.opener);
    }

    @Override
    public int hashCode() {
        return carrier.hashCode();
    }
}
