package io.warifu.sharing;

/** The supplied random bytes do not suffice; nothing was dealt. */
public final class CoinsExhaustedException extends RuntimeException {

    public CoinsExhaustedException(int neededBytes, int leftBytes) {
        super(neededBytes + " random bytes are needed and " + leftBytes + " are left");
    }
}
