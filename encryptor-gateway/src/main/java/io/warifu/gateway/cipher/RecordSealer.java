package io.warifu.gateway.cipher;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;

/**
 * The sending half of one carrier: turns plain bytes into frames of AES-256-GCM.
 *
 * <p>Guarantee: the nonce of record <i>n</i> under one key is iv xor <i>n</i> and <i>n</i> only
 * rises, so no nonce repeats under this key, and the whole header is authenticated; past the limits
 * it refuses. A new key is one of a later epoch. Assumption: its keys came from the schedule and
 * belong to no other sealer. Limit: it hides neither lengths nor times. Used by one thread at a
 * time.
 */
public final class RecordSealer implements AutoCloseable {

    private DirectionKey key;
    private final AesGcm aes;
    private int epoch;
    private final CarrierLimits limits;
    private long sequence;
    private long bytes;

    public RecordSealer(DirectionKey key, int epoch, CarrierLimits limits) {
        this.key = key;
        this.aes = new AesGcm(key.aesKey());
        this.epoch = epoch;
        this.limits = limits;
    }

    /** Goes on under the key of a later epoch, from sequence 0, and wipes the present one. */
    public void rekey(DirectionKey next, int nextEpoch) {
        if (nextEpoch <= epoch) {
            next.close();
            throw new IllegalArgumentException("an epoch never comes back");
        }
        key.close();
        key = next;
        epoch = nextEpoch;
        aes.rekey(next.aesKey());
        sequence = 0;
        bytes = 0;
    }

    /** Whether this key may protect no further record of {@code plainBytes}. */
    public boolean isFull(int plainBytes) {
        return sequence >= limits.maxRecords() || bytes + plainBytes > limits.maxBytes();
    }

    /** Sealed under the present key. */
    public long records() {
        return sequence;
    }

    /**
     * Writes one frame to the beginning of {@code frame} and returns its length.
     *
     * @param plain at most {@link FrameHeader#MAX_PLAIN_BYTES} at its beginning
     * @param frame another array, with room for header, plain bytes and tag
     * @throws CarrierFaultException when this key has protected all it may
     */
    public int seal(FrameType type, byte[] plain, int plainBytes, byte[] frame)
            throws CarrierFaultException {
        return seal(type, plain, 0, plainBytes, frame, 0);
    }

    /**
     * Writes one frame to {@code frames} from {@code at} on and returns its length.
     *
     * @param from where its plain bytes begin
     * @param plainBytes at most {@link FrameHeader#MAX_PLAIN_BYTES}
     * @param frames another array, with room for header, plain bytes and tag
     * @throws CarrierFaultException when this key has protected all it may
     */
    public int seal(FrameType type, byte[] plain, int from, int plainBytes, byte[] frames, int at)
            throws CarrierFaultException {
        if (isFull(plainBytes)) {
            throw new CarrierFaultException(CarrierFault.LIMIT_REACHED);
        }
        FrameHeader header =
                FrameHeader.record(type, epoch, sequence, plainBytes + FrameHeader.TAG_BYTES);
        FrameCodec.write(header, frames, at);
        int sealed =
                aes.seal(
                        key.nonce(sequence),
                        new AesGcm.Span(frames, at, FrameHeader.BYTES),
                        new AesGcm.Span(plain, from, plainBytes),
                        frames,
                        at + FrameHeader.BYTES);
        sequence++;
        bytes += plainBytes;
        return FrameHeader.BYTES + sealed;
    }

    /** Wipes the key; a later call is a bug and fails, because the limits are used up. */
    @Override
    public void close() {
        sequence = limits.maxRecords();
        key.close();
    }
}
