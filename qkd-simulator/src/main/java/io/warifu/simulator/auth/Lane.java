package io.warifu.simulator.auth;

/**
 * One direction of the classical channel and the endless stream of secret bits that pays for it.
 * The code is part of what every tag binds, so no message is valid in the other direction.
 */
public enum Lane {
    ALICE_TO_BOB(1),
    BOB_TO_ALICE(2);

    private final int code;

    Lane(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
