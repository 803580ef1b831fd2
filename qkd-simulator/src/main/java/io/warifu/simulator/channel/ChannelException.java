package io.warifu.simulator.channel;

/**
 * The talk with the other end cannot go on: the channel broke, fell silent, or carried something
 * that does not belong there. The session is over and the block under way is dropped at both ends.
 */
public final class ChannelException extends Exception {

    public ChannelException(String message) {
        super(message);
    }

    public ChannelException(String message, Throwable cause) {
        super(message, cause);
    }
}
