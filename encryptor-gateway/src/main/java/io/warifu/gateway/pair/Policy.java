package io.warifu.gateway.pair;

import io.warifu.gateway.ledger.KeyMode;

/** From what an epoch may be made. Both ends keep to their own, so the stricter one decides. */
public enum Policy {
    QKD_AND_PQC(1),
    /** ML-KEM is mixed in whenever it works. */
    QKD_REQUIRED(2),
    /** Without QKD keys it goes on with ML-KEM alone, under a standing alarm. */
    EITHER_WITH_ALARM(3);

    private final int code;

    Policy(int code) {
        this.code = code;
    }

    /** The byte on the wire and in the transcript. */
    public int code() {
        return code;
    }

    public boolean allows(KeyMode mode) {
        return switch (mode) {
            case QKD_AND_PQC -> true;
            case QKD_ONLY -> this != QKD_AND_PQC;
            case PQC_ONLY -> this == EITHER_WITH_ALARM;
        };
    }
}
