package io.warifu.gateway.otp;

/**
 * One record of an {@link OtpChannel}, opened or yet to be sealed.
 *
 * @param body at most 64 KiB; belongs to whoever holds the record
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared or printed.
public record OtpRecord(Kind kind, byte[] body) {

    /** Each is a record type of its own on the wire. */
    public enum Kind {
        /** Field and tag under a one-time pad (type 10). */
        DATA,
        /** Announces the keys that pad and tag will use (type 13). */
        BLOCK,
        /** What became of a field (type 14). */
        RECEIPT
    }

    @Override
    public String toString() {
        return "OtpRecord[" + kind + ", " + body.length + " bytes]";
    }
}
