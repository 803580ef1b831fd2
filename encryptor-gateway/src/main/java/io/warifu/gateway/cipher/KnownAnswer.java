package io.warifu.gateway.cipher;

import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/**
 * What the gateway must show before it is ready: AES-256-GCM gives a published answer, refuses a
 * changed one, and has run often enough for the JIT compiler to have found the fast path.
 *
 * <p>Source of the vector: McGrew and Viega, "The Galois/Counter Mode of Operation (GCM)", test
 * case 16.
 */
public final class KnownAnswer {

    private static final String KEY =
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    private static final String IV = "cafebabefacedbaddecaf888";
    private static final String PLAIN =
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    private static final String ASSOCIATED = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
    private static final String SEALED =
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                    + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                    + "76fc6ece0f4e1768cddf8853bb2d551b";

    /** Enough calls of one size for the second compiler; more would only delay the start. */
    private static final int WARM_UP_RECORDS = 6_000;

    private static final int WARM_UP_RECORD_BYTES = 16 * 1024;

    private KnownAnswer() {}

    /** Throws if the cipher does not give the published answer, or takes a changed one. */
    public static void check() {
        byte[] associated = hex(ASSOCIATED);
        byte[] plain = hex(PLAIN);
        byte[] message = Arrays.copyOf(associated, associated.length + plain.length + 16);
        int length = new OneUseSeal(key()).seal(message, associated.length, plain);
        byte[] sealed = Arrays.copyOfRange(message, associated.length, length);
        if (!Arrays.equals(sealed, hex(SEALED))) {
            throw new IllegalStateException("AES-256-GCM does not give its known answer");
        }
        message[message.length - 1] ^= 1;
        try {
            byte[] taken = new OneUseSeal(key()).open(message, 0, associated.length, sealed.length);
            throw new IllegalStateException(
                    "AES-256-GCM took a wrong tag over " + taken.length + " bytes");
        } catch (CarrierFaultException _) {
            // As it must be.
        }
    }

    /** Seals and opens records until they are fast or {@code timeIsUp}. */
    public static void warmUp(BooleanSupplier timeIsUp) {
        byte[] plain = new byte[WARM_UP_RECORD_BYTES];
        byte[] frame = new byte[FrameHeader.MAX_FRAME_BYTES];
        byte[] back = new byte[FrameHeader.MAX_BODY_BYTES];
        try (RecordSealer sealer = new RecordSealer(key(), 0, CarrierLimits.HARD);
                RecordOpener opener =
                        new RecordOpener(key(), 0, CarrierLimits.HARD, NextKeys.none())) {
            for (int i = 0; i < WARM_UP_RECORDS && !timeIsUp.getAsBoolean(); i++) {
                int length = sealer.seal(FrameType.DATA, plain, plain.length, frame);
                FrameHeader header = FrameCodec.read(frame, 0);
                if (opener.open(new ReceivedFrame(header, frame, 0), back).plainBytes()
                        != length - FrameHeader.BYTES - FrameHeader.TAG_BYTES) {
                    throw new IllegalStateException("a record came back with another length");
                }
            }
        } catch (CarrierFaultException e) {
            throw new IllegalStateException("a record did not come back", e);
        }
    }

    private static DirectionKey key() {
        return DirectionKey.takeFrom(hex(KEY), hex(IV));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
