package io.warifu.gateway.frame;

import java.util.Optional;

/**
 * What a frame is for. Codes 10 (one-time-pad data) and 11 (flow-control window) are reserved: a
 * receiver of this stage refuses them like any unknown code.
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
    REFUSE(9);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static Optional<FrameType> of(int code) {
        for (FrameType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
