package io.warifu.gateway.otp;

/** What to do with a field for which there are no pads. */
public enum FieldPolicy {
    /** It does not leave this gateway. */
    REFUSE,
    /** It goes under the carrier's AES-256-GCM alone, and both ends know that it did. */
    AES_WITH_MARK
}
