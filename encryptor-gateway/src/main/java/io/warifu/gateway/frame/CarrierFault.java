package io.warifu.gateway.frame;

import java.util.Locale;
import java.util.Optional;

/**
 * Every reason for which a carrier or a local connection is refused or cut: the tag of a counter, a
 * word in the log, and, for those with a code, one byte on the wire.
 *
 * <p>Codes are only ever added.
 */
public enum CarrierFault {
    /** The acceptor could not get the key that was offered. */
    KEY_UNAVAILABLE(1),
    /** The acceptor has a key of that name, but the OPEN does not verify under it. */
    KEY_MISMATCH(2),
    UNKNOWN_PEER(3),
    UNKNOWN_SERVICE(4),
    BUSY(5),
    REPLAYED_OPEN(6),
    /** The epoch has carried as many carriers as it may. */
    EPOCH_FULL(7),
    TARGET_UNREACHABLE(8),

    UNKNOWN_VERSION(0),
    UNKNOWN_TYPE(0),
    UNKNOWN_FLAGS(0),
    BAD_LENGTH(0),
    WRONG_EPOCH(0),
    OUT_OF_ORDER(0),
    WRONG_STREAM(0),
    BAD_TAG(0),
    /** A frame that is valid as such, but not at this point of the conversation. */
    UNEXPECTED_FRAME(0),
    MALFORMED_OPEN(0),
    /** The carrier ended without an authenticated end. */
    TRUNCATED(0),
    /** The carrier's TCP connection broke. */
    CARRIER_CUT(0),
    /** The local TCP connection broke. */
    LOCAL_CUT(0),
    IDLE(0),
    STALLED(0),
    /** Bytes or records of one key reached their hard limit. */
    LIMIT_REACHED(0),
    /** The carrier's key is older than a key may be. */
    EPOCH_ENDED(0),
    OPEN_TIMEOUT(0),
    /** No key from the own key manager within the time allowed. */
    NO_KEYS(0),
    /** Too many keys were refused by the peer; no more are spent for now. */
    KEY_BUDGET_SPENT(0),
    PEER_UNREACHABLE(0),
    TOO_MANY_CARRIERS(0),
    TOO_MANY_HALF_OPEN(0),
    SHUTTING_DOWN(0),
    INTERNAL(0);

    private final int code;

    CarrierFault(int code) {
        this.code = code;
    }

    /** The byte on the wire, or 0 for reasons that never travel. */
    public int code() {
        return code;
    }

    /** The name in metrics and logs. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<CarrierFault> ofCode(int code) {
        for (CarrierFault fault : values()) {
            if (fault.code != 0 && fault.code == code) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
