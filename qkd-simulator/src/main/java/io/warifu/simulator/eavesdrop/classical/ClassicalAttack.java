package io.warifu.simulator.eavesdrop.classical;

/** What can be done to one frame of Alice's connection. */
public enum ClassicalAttack {
    /** One bit of the frame is flipped. */
    FLIP,
    /** The frame does not arrive. */
    DROP,
    /** The frame arrives twice. */
    REPLAY,
    /** In place of the frame arrives that of the same place in the connection before. */
    REPLAY_OLD_SESSION,
    /** The frame is sent back to Alice instead. */
    REFLECT,
    /** The frame arrives after the next one. */
    REORDER
}
