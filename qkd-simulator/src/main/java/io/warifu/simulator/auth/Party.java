package io.warifu.simulator.auth;

/** One end of a link. */
public enum Party {
    ALICE,
    BOB;

    /** The lane that this end pays its own messages from. */
    public Lane sends() {
        return switch (this) {
            case ALICE -> Lane.ALICE_TO_BOB;
            case BOB -> Lane.BOB_TO_ALICE;
        };
    }

    /** The lane that the messages of the other end are checked with. */
    public Lane receives() {
        return switch (this) {
            case ALICE -> Lane.BOB_TO_ALICE;
            case BOB -> Lane.ALICE_TO_BOB;
        };
    }
}
