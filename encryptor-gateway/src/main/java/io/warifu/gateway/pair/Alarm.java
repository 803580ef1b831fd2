package io.warifu.gateway.pair;

import java.util.Locale;
import java.util.Optional;

/**
 * What an operator has to know. The byte is what travels to the other end; codes are only added.
 */
public enum Alarm {
    /** The key manager of the leading end gives no keys. */
    KEYS_WITHHELD(1),
    /** The two ends hold different keys under one key_ID. */
    KEY_MISMATCH(2),
    /** dec_keys failed at the following end. */
    KEY_LOST(3),
    /** The ends' policies have no mode in common. */
    POLICY_CONFLICT(4),
    /** An epoch without a QKD key is in use, as the policy allows. */
    PQC_ONLY(5),
    /** There is no epoch to send under. */
    KEY_EXHAUSTED(6),
    /** The ledger cannot be written, so no epoch is taken into use. */
    LEDGER_UNWRITABLE(7),
    /** The control connection is down. */
    CONTROL_DOWN(8),
    /** ML-KEM does not work at one end. */
    KEM_FAILED(9);

    private final int code;

    Alarm(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The stable word in logs, metrics and events. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Alarm> ofCode(int code) {
        for (Alarm alarm : values()) {
            if (alarm.code == code) {
                return Optional.of(alarm);
            }
        }
        return Optional.empty();
    }
}
