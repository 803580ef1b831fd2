package io.warifu.gateway.cipher;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.ReceivedFrame;
import javax.crypto.AEADBadTagException;

/**
 * The receiving half of one carrier: verifies frames and gives out their plain bytes.
 *
 * <p>Guarantee: it accepts exactly the records that the matching {@link RecordSealer} made, each
 * once, in order, without a gap; at the first that fails it wipes its key and refuses all that
 * follows, and not a byte of a refused record is given out. Limit: that the stream ended is only
 * known by a FIN record; a connection that ends without one was cut. Used by one thread at a time.
 */
public final class RecordOpener implements AutoCloseable {

    private static final int FIRST_BUFFER_BYTES = 4 * 1024;

    private final DirectionKey key;
    private final AesGcm aes;
    private final int epoch;
    private final CarrierLimits limits;
    private byte[] plain = new byte[FIRST_BUFFER_BYTES];
    private long sequence;
    private boolean dead;

    public RecordOpener(DirectionKey key, int epoch, CarrierLimits limits) {
        this.key = key;
        this.aes = new AesGcm(key.aesKey());
        this.epoch = epoch;
        this.limits = limits;
    }

    /**
     * Verifies and decrypts the next record.
     *
     * @throws CarrierFaultException if it is not exactly the next record of this direction
     */
    public OpenedRecord open(ReceivedFrame frame) throws CarrierFaultException {
        FrameHeader header = frame.header();
        if (dead) {
            throw new CarrierFaultException(CarrierFault.BAD_TAG);
        }
        if (header.stream() != FrameHeader.DATA_STREAM) {
            throw dead(CarrierFault.WRONG_STREAM);
        }
        if (header.epoch() != epoch) {
            throw dead(CarrierFault.WRONG_EPOCH);
        }
        if (header.sequence() != sequence) {
            throw dead(CarrierFault.OUT_OF_ORDER);
        }
        if (sequence >= limits.maxRecords()) {
            throw dead(CarrierFault.LIMIT_REACHED);
        }
        if (plain.length < frame.bodyBytes()) {
            plain =
                    new byte
                            [Math.min(
                                    FrameHeader.MAX_BODY_BYTES,
                                    Math.max(frame.bodyBytes(), 2 * plain.length))];
        }
        try {
            int plainBytes =
                    aes.open(
                            key.nonce(sequence),
                            new AesGcm.Span(
                                    frame.buffer(), frame.headerOffset(), FrameHeader.BYTES),
                            new AesGcm.Span(frame.buffer(), frame.bodyOffset(), frame.bodyBytes()),
                            plain);
            sequence++;
            return new OpenedRecord(header.type(), plain, plainBytes);
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
