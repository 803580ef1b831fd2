package io.warifu.sharing;

/** The bytes are not a share that this version can read; the message names the field. */
public final class MalformedShareException extends Exception {

    public MalformedShareException(String message) {
        super(message);
    }

    public MalformedShareException(String message, Throwable cause) {
        super(message, cause);
    }
}
