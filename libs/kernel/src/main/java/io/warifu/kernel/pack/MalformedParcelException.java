package io.warifu.kernel.pack;

/** The bytes are not what their codec writes: damaged, cut, or combined from shares that differ. */
public final class MalformedParcelException extends Exception {

    public MalformedParcelException(String message) {
        super(message);
    }

    public MalformedParcelException(String message, Throwable cause) {
        super(message, cause);
    }
}
