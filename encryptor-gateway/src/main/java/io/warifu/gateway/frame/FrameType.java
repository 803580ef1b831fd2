package io.warifu.gateway.frame;

import java.util.Optional;

/**
 * What a frame is for. Code 11 (flow-control window of a multiplexed carrier) is reserved: a
 * receiver refuses it like any unknown code.
 */
public enum FrameType {
    DATA(1),
    FIN(2),
    RESET(3),
    PING(4),
    PONG(5),
    ALERT(6),
    OPEN(7),
    ACCEPT(8),
    REFUSE(9),
    OTP_DATA(10),
    /** A local connection is tied to this carrier: the service is to be dialled. */
    START(12),
    OTP_BLOCK(13),
    OTP_RECEIPT(14);

    private static final FrameType[] BY_CODE = new FrameType[15];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static Optional<FrameType> of(int code) {
        return code < BY_CODE.length ? Optional.ofNullable(BY_CODE[code]) : Optional.empty();
    }
}
