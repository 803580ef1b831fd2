package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.OneUseSeal;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import java.util.Arrays;

/**
 * The three answers to OPEN.
 *
 * <ul>
 *   <li>ACCEPT: rand_s (32), sealed under the answer key;
 *   <li>REFUSE: one byte of reason, sealed under the answer key;
 *   <li>ALERT: one byte of reason and 15 zeros, clear: the word of an acceptor that has no key to
 *       seal with. It is not authenticated, so it may cost the opener this carrier, never more.
 * </ul>
 */
final class Answer {

    private static final int ALERT_BODY_BYTES = FrameHeader.MIN_BODY_BYTES;

    private Answer() {}

    static byte[] accept(int epoch, OneUseSeal seal, byte[] randomS) {
        return sealed(FrameType.ACCEPT, epoch, seal, randomS);
    }

    static byte[] refuse(int epoch, OneUseSeal seal, CarrierFault reason) {
        return sealed(FrameType.REFUSE, epoch, seal, new byte[] {(byte) reason.code()});
    }

    static byte[] alert(int epoch, CarrierFault reason) {
        byte[] frame = new byte[FrameHeader.BYTES + ALERT_BODY_BYTES];
        FrameCodec.write(FrameHeader.control(FrameType.ALERT, epoch, ALERT_BODY_BYTES), frame);
        frame[FrameHeader.BYTES] = (byte) reason.code();
        return frame;
    }

    /**
     * The acceptor's random.
     *
     * @throws CarrierFaultException with the acceptor's reason, if it refused
     */
    static byte[] randomS(ReceivedFrame frame, int epoch, OneUseSeal seal)
            throws CarrierFaultException {
        FrameHeader header = frame.header();
        if (header.epoch() != epoch) {
            throw new CarrierFaultException(CarrierFault.WRONG_EPOCH);
        }
        if (header.stream() != FrameHeader.CONTROL_STREAM || header.sequence() != 0) {
            throw new CarrierFaultException(CarrierFault.OUT_OF_ORDER);
        }
        return switch (header.type()) {
            case ACCEPT -> open(frame, seal);
            case REFUSE -> throw refused(open(frame, seal), 1);
            case ALERT -> {
                int from = frame.bodyOffset();
                throw refused(
                        Arrays.copyOfRange(frame.buffer(), from, from + frame.bodyBytes()),
                        ALERT_BODY_BYTES);
            }
            case DATA, FIN, RESET, PING, PONG, OPEN, START, OTP_DATA, OTP_BLOCK, OTP_RECEIPT ->
                    throw new CarrierFaultException(CarrierFault.UNEXPECTED_FRAME);
        };
    }

    private static byte[] open(ReceivedFrame frame, OneUseSeal seal) throws CarrierFaultException {
        return seal.open(
                frame.buffer(), frame.headerOffset(), FrameHeader.BYTES, frame.bodyBytes());
    }

    private static CarrierFaultException refused(byte[] body, int expectedBytes) {
        return new CarrierFaultException(
                body.length == expectedBytes
                        ? CarrierFault.ofCode(body[0]).orElse(CarrierFault.UNEXPECTED_FRAME)
                        : CarrierFault.BAD_LENGTH);
    }

    private static byte[] sealed(FrameType type, int epoch, OneUseSeal seal, byte[] plain) {
        int bodyBytes = plain.length + FrameHeader.TAG_BYTES;
        byte[] frame = new byte[FrameHeader.BYTES + bodyBytes];
        FrameCodec.write(FrameHeader.control(type, epoch, bodyBytes), frame);
        seal.seal(frame, FrameHeader.BYTES, plain);
        return frame;
    }
}
