package io.warifu.simulator.proof;

/** These bytes are not a ledger in its one canonical form. */
public final class MalformedLedgerException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedLedgerException(String message) {
        super(message);
    }

    MalformedLedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
