package io.warifu.gateway.otp;

/** What became of a field. */
public sealed interface FieldOutcome {

    /** The other gateway verified it and keeps it in the box. */
    record Taken(FieldReceipt receipt) implements FieldOutcome {}

    /**
     * The connection broke after the field had left: it may be in the box or not. It is not sent
     * again by itself.
     */
    record InDoubt(FieldReceipt receipt) implements FieldOutcome {}

    /** Nothing of the field is in the box. */
    record Refused(Reason reason, String detail) implements FieldOutcome {}

    /** Why not; a stable code. */
    enum Reason {
        /** No keys may be drawn for it now. */
        BUDGET_EMPTY,
        /** It would take more keys than may ever be drawn at once. */
        BUDGET_TOO_SMALL,
        /** The key manager gives no keys, here or there. */
        NO_KEYS,
        PEER_UNREACHABLE,
        UNKNOWN_BOX,
        BOX_FULL,
        /** The ends hold different keys under the same names. */
        KEY_MISMATCH,
        LEDGER_UNWRITABLE,
        /** Too many fields at once. */
        BUSY
    }
}
