package io.warifu.gateway.otp;

/** Why a receiving end does not take a field. The byte is what travels; codes are only added. */
enum OtpRefusal {
    NONE(0),
    UNKNOWN_BOX(1),
    BOX_FULL(2),
    /** The key manager did not give the named keys. */
    KEYS_UNAVAILABLE(3),
    /** The tag is wrong: the ends hold different keys under the same names. */
    BAD_TAG(4),
    /** The use of the keys could not be written down. */
    LEDGER_UNWRITABLE(5);

    private final int code;

    OtpRefusal(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static OtpRefusal ofCode(int code) throws MalformedOtpException {
        for (OtpRefusal refusal : values()) {
            if (refusal.code == code) {
                return refusal;
            }
        }
        throw new MalformedOtpException("reason " + code);
    }
}
