package io.warifu.simulator.auth;

/**
 * The pool cannot be opened: its files are damaged, incomplete, in use or of another link. Going on
 * would risk using a pad twice, so an operator has to decide.
 */
public final class PoolRefusedException extends RuntimeException {

    PoolRefusedException(String message) {
        super(message);
    }

    PoolRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
