package io.warifu.gateway.cipher;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.ReceivedFrame;
import java.util.Optional;
import javax.crypto.AEADBadTagException;

/**
 * The receiving half of one carrier: verifies frames and gives out their plain bytes.
 *
 * <p>Guarantee: it accepts exactly the records that the matching {@link RecordSealer} made, each
 * once, in order, without a gap, and no epoch after a later one; at the first that fails it wipes
 * its key and refuses all that follows, and not a byte of a refused record is given out. Limit:
 * that the stream ended is only known by a FIN record; a connection that ends without one was cut.
 * Used by one thread at a time.
 */
public final class RecordOpener implements AutoCloseable {

    private DirectionKey key;
    private final AesGcm aes;
    private int epoch;
    private final CarrierLimits limits;
    private final NextKeys nextKeys;
    private long sequence;
    private boolean dead;

    public RecordOpener(DirectionKey key, int epoch, CarrierLimits limits, NextKeys nextKeys) {
        this.key = key;
        this.aes = new AesGcm(key.aesKey());
        this.epoch = epoch;
        this.limits = limits;
        this.nextKeys = nextKeys;
    }

    /**
     * Verifies and decrypts the next record.
     *
     * @param plain where its plain bytes go; as long as the body or longer, and another array than
     *     the frame's
     * @throws CarrierFaultException if it is not exactly the next record of this direction
     */
    public OpenedRecord open(ReceivedFrame frame, byte[] plain) throws CarrierFaultException {
        return open(frame, plain, 0);
    }

    /**
     * Verifies and decrypts the next record right behind {@code before}, and joins both.
     *
     * @param before with room for the body behind it in its buffer
     * @param frame claims to be of the same type
     * @throws CarrierFaultException if it is not exactly the next record of this direction
     */
    public OpenedRecord openBehind(OpenedRecord before, ReceivedFrame frame)
            throws CarrierFaultException {
        if (frame.header().type() != before.type()) {
            throw new IllegalArgumentException("records of two types are not joined");
        }
        OpenedRecord next = open(frame, before.buffer(), before.plainBytes());
        return new OpenedRecord(
                before.type(), before.buffer(), before.plainBytes() + next.plainBytes());
    }

    private OpenedRecord open(ReceivedFrame frame, byte[] plain, int at)
            throws CarrierFaultException {
        FrameHeader header = frame.header();
        if (dead) {
            throw new CarrierFaultException(CarrierFault.BAD_TAG);
        }
        if (header.stream() != FrameHeader.DATA_STREAM) {
            throw dead(CarrierFault.WRONG_STREAM);
        }
        if (header.epoch() != epoch) {
            return openUnderNext(frame, plain, at);
        }
        if (header.sequence() != sequence) {
            throw dead(CarrierFault.OUT_OF_ORDER);
        }
        if (sequence >= limits.maxRecords()) {
            throw dead(CarrierFault.LIMIT_REACHED);
        }
        OpenedRecord opened = decrypt(frame, plain, at, key);
        sequence++;
        return opened;
    }

    private OpenedRecord openUnderNext(ReceivedFrame frame, byte[] plain, int at)
            throws CarrierFaultException {
        FrameHeader header = frame.header();
        if (header.epoch() < epoch) {
            throw dead(CarrierFault.WRONG_EPOCH);
        }
        if (header.sequence() != 0) {
            throw dead(CarrierFault.OUT_OF_ORDER);
        }
        Optional<DirectionKey> next = nextKeys.keyOf(header.epoch());
        if (next.isEmpty()) {
            throw dead(CarrierFault.WRONG_EPOCH);
        }
        DirectionKey before = key;
        key = next.get();
        before.close();
        aes.rekey(key.aesKey());
        OpenedRecord opened = decrypt(frame, plain, at, key);
        epoch = header.epoch();
        sequence = 1;
        try {
            nextKeys.movedTo(epoch);
        } catch (CarrierFaultException e) {
            throw dead(e.fault());
        }
        return opened;
    }

    private OpenedRecord decrypt(ReceivedFrame frame, byte[] plain, int at, DirectionKey under)
            throws CarrierFaultException {
        try {
            int plainBytes =
                    aes.open(
                            under.nonce(frame.header().sequence()),
                            new AesGcm.Span(
                                    frame.buffer(), frame.headerOffset(), FrameHeader.BYTES),
                            new AesGcm.Span(frame.buffer(), frame.bodyOffset(), frame.bodyBytes()),
                            plain,
                            at);
            return new OpenedRecord(frame.header().type(), plain, plainBytes);
        } catch (AEADBadTagException _) {
            throw dead(CarrierFault.BAD_TAG);
        }
    }

    private CarrierFaultException dead(CarrierFault fault) {
        close();
        return new CarrierFaultException(fault);
    }

    @Override
    public void close() {
        dead = true;
        key.close();
    }
}
