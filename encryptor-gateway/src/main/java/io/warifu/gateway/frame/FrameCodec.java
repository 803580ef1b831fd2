package io.warifu.gateway.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes and reads frame headers. All numbers are big-endian.
 *
 * <pre>
 * offset size field
 *      0    1 version = 0x01
 *      1    1 type
 *      2    2 flags, all zero
 *      4    4 epoch
 *      8    8 sequence
 *     16    4 stream: 0 set-up, 1 data
 *     20    4 length of the body with its tag, 16 to 65,552
 *     24      body
 * </pre>
 *
 * <p>Guarantee: a header that is not written exactly so is refused before anything is allocated for
 * it, and every header that is read writes back to the same bytes. Limit: nothing here is
 * authenticated; that is the cipher's work, which takes all 24 bytes as associated data.
 */
public final class FrameCodec {

    public static final int VERSION = 1;

    private static final int LENGTH_OFFSET = 20;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private FrameCodec() {}

    /** Writes {@code header} into the first 24 bytes of {@code frame}. */
    public static void write(FrameHeader header, byte[] frame) {
        write(header, frame, 0);
    }

    /** Writes {@code header} into 24 bytes of {@code target} from {@code at} on. */
    public static void write(FrameHeader header, byte[] target, int at) {
        target[at] = VERSION;
        target[at + 1] = (byte) header.type().code();
        SHORT.set(target, at + 2, (short) 0);
        INT.set(target, at + 4, header.epoch());
        LONG.set(target, at + 8, header.sequence());
        INT.set(target, at + 16, header.stream());
        INT.set(target, at + LENGTH_OFFSET, header.lengthBytes());
    }

    /** Whether the 24 bytes at {@code offset} claim to be of {@code type}; nothing is checked. */
    public static boolean claims(FrameType type, byte[] source, int offset) {
        return (source[offset + 1] & 0xFF) == type.code();
    }

    /** The body's length that the 24 bytes at {@code offset} claim, whatever it is. */
    public static int claimedLengthBytes(byte[] source, int offset) {
        return (int) INT.get(source, offset + LENGTH_OFFSET);
    }

    /**
     * Reads the 24 bytes at {@code offset}.
     *
     * @throws CarrierFaultException if they are no header of this version
     */
    public static FrameHeader read(byte[] source, int offset) throws CarrierFaultException {
        if (source[offset] != VERSION) {
            throw new CarrierFaultException(CarrierFault.UNKNOWN_VERSION);
        }
        FrameType type =
                FrameType.of(source[offset + 1] & 0xFF)
                        .orElseThrow(() -> new CarrierFaultException(CarrierFault.UNKNOWN_TYPE));
        if ((short) SHORT.get(source, offset + 2) != 0) {
            throw new CarrierFaultException(CarrierFault.UNKNOWN_FLAGS);
        }
        long sequence = (long) LONG.get(source, offset + 8);
        if (sequence < 0) {
            throw new CarrierFaultException(CarrierFault.OUT_OF_ORDER);
        }
        int stream = (int) INT.get(source, offset + 16);
        if (stream != FrameHeader.CONTROL_STREAM && stream != FrameHeader.DATA_STREAM) {
            throw new CarrierFaultException(CarrierFault.WRONG_STREAM);
        }
        int length = claimedLengthBytes(source, offset);
        if (length < FrameHeader.MIN_BODY_BYTES || length > FrameHeader.MAX_BODY_BYTES) {
            throw new CarrierFaultException(CarrierFault.BAD_LENGTH);
        }
        return new FrameHeader(type, (int) INT.get(source, offset + 4), sequence, stream, length);
    }
}
