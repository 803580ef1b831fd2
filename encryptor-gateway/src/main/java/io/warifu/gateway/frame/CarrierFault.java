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
    /** The acceptor has no such epoch, not yet or not any more. */
    EPOCH_UNKNOWN(1),
    /** The OPEN does not verify under the epoch that it names. */
    KEY_MISMATCH(2),
    UNKNOWN_PEER(3),
    UNKNOWN_SERVICE(4),
    BUSY(5),
    REPLAYED_OPEN(6),
    /** The epoch has carried as many carriers as it may. */
    EPOCH_FULL(7),
    TARGET_UNREACHABLE(8),
    /** The OPEN belongs to a session of which one end knows nothing. */
    SESSION_UNKNOWN(9),
    /** There is no epoch to send under, and none in sight. */
    KEY_EXHAUSTED(10),
    /** The service is not for this peer. */
    SERVICE_FORBIDDEN(11),

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
    /** Bytes or records of one key reached their hard limit, and no other key came. */
    LIMIT_REACHED(0),
    /** Nothing came from the peer, not even a sign of life. */
    SILENT(0),
    /** The other end is so many epochs behind that its keys are not kept any longer. */
    TOO_FAR_BEHIND(0),
    /** The peer began a new session, in which this carrier does not exist. */
    PEER_RESTARTED(0),
    OPEN_TIMEOUT(0),
    /** No epoch was agreed within the time allowed. */
    NO_KEYS(0),
    PEER_UNREACHABLE(0),
    TOO_MANY_CARRIERS(0),
    TOO_MANY_HALF_OPEN(0),
    /** The peer's control port cannot be reached. */
    CONTROL_UNREACHABLE(0),
    /** On the control port: no TLS 1.3 handshake came of it. */
    CONTROL_NO_TLS(0),
    /** On the control port: no certificate, or not one of a peer. */
    CONTROL_WRONG_CERTIFICATE(0),
    /** On the control port: another protocol version. */
    CONTROL_VERSION(0),
    /** On the control port: a message that is malformed or out of place. */
    CONTROL_GARBLED(0),
    /** On the control port: the connection ended, or went silent. */
    CONTROL_LOST(0),
    CONTROL_TIMEOUT(0),
    CONTROL_TOO_MANY(0),
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
