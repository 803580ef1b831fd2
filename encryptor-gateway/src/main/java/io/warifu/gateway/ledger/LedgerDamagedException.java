package io.warifu.gateway.ledger;

/** The ledger is not what this gateway wrote; it says where, and nothing is repaired silently. */
public final class LedgerDamagedException extends RuntimeException {

    LedgerDamagedException(String message) {
        super(message);
    }

    LedgerDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
