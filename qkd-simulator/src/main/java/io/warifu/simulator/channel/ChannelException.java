package io.warifu.simulator.channel;

/**
 * The talk with the other end cannot go on: the channel broke, fell silent, or carried something
 * that does not belong there. The session is over and the blocks under way are dropped at both
 * ends. {@link #check} says which check failed.
 */
public final class ChannelException extends Exception {

    private final Check check;

    public ChannelException(Check check, String message) {
        super(message);
        this.check = check;
    }

    public ChannelException(Check check, String message, Throwable cause) {
        super(message, cause);
        this.check = check;
    }

    /** A message that does not belong there. */
    public ChannelException(String message) {
        this(Check.PROTOCOL, message);
    }

    /** A message that does not belong there, noticed by another failure. */
    public ChannelException(String message, Throwable cause) {
        this(Check.PROTOCOL, message, cause);
    }

    public Check check() {
        return check;
    }
}
