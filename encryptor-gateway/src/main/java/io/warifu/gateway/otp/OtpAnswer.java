package io.warifu.gateway.otp;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * OTP_RECEIPT: what the receiving end says.
 *
 * <pre>
 *  0  1  version = 1
 *  1  1  word: 1 READY (keys fetched, room kept), 2 TAKEN (verified, in the box), 3 REFUSED
 *  2 16  block
 * 18  1  reason; 0 unless refused
 * </pre>
 */
record OtpAnswer(Word word, UUID block, OtpRefusal refusal) {

    static final int BYTES = 19;

    private static final int VERSION = 1;

    enum Word {
        READY(1),
        TAKEN(2),
        REFUSED(3);

        private final int code;

        Word(int code) {
            this.code = code;
        }

        private static Word ofCode(int code) throws MalformedOtpException {
            for (Word word : values()) {
                if (word.code == code) {
                    return word;
                }
            }
            throw new MalformedOtpException("word " + code);
        }
    }

    OtpAnswer {
        if ((word == Word.REFUSED) == (refusal == OtpRefusal.NONE)) {
            throw new IllegalArgumentException("a reason goes with a refusal");
        }
    }

    static OtpAnswer of(Word word, UUID block) {
        return new OtpAnswer(word, block, OtpRefusal.NONE);
    }

    static OtpAnswer refused(UUID block, OtpRefusal refusal) {
        return new OtpAnswer(Word.REFUSED, block, refusal);
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .put((byte) VERSION)
                .put((byte) word.code)
                .putLong(block.getMostSignificantBits())
                .putLong(block.getLeastSignificantBits())
                .put((byte) refusal.code())
                .array();
    }

    static OtpAnswer parse(byte[] bytes) throws MalformedOtpException {
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            throw new MalformedOtpException("no answer of this version");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        Word word = Word.ofCode(in.get());
        UUID block = new UUID(in.getLong(), in.getLong());
        try {
            return new OtpAnswer(word, block, OtpRefusal.ofCode(in.get()));
        } catch (IllegalArgumentException e) {
            throw new MalformedOtpException(String.valueOf(e.getMessage()));
        }
    }
}
