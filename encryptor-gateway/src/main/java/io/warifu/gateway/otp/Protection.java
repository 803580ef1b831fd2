package io.warifu.gateway.otp;

/** What hides a field, apart from the carrier that everything travels in. */
public enum Protection {
    /** One-time pads of QKD keys: no computer helps against them. */
    ONE_TIME_PAD(1),
    /** Nothing but the carrier's own AES-256-GCM; the field is marked so at both ends. */
    AES_256_GCM(2);

    private final int code;

    Protection(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Protection ofCode(int code) throws MalformedOtpException {
        for (Protection protection : values()) {
            if (protection.code == code) {
                return protection;
            }
        }
        throw new MalformedOtpException("protection " + code);
    }
}
