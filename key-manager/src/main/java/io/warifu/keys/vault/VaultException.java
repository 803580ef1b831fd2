package io.warifu.keys.vault;

/** A sealed secret that cannot be opened. The message never holds a byte of it. */
public final class VaultException extends RuntimeException {

    private final Reason reason;

    public VaultException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public VaultException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why a secret stays closed. */
    public enum Reason {
        /** Its data key was destroyed, or belongs to another vault. */
        DATA_KEY_GONE,
        /** The sealed bytes, or what they are about, are not what was sealed. */
        ALTERED
    }
}
