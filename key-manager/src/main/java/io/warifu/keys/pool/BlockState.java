package io.warifu.keys.pool;

/** Where a block of link key stands; only {@link #POOLED} gives pads. */
enum BlockState {
    /** It came from this end's QKD system; the other end has not confirmed that it has it too. */
    GENERATED,
    /** Both ends have compared it. */
    POOLED,
    /** An alarm was raised while it was here; it is burned when the alarm ends. */
    QUARANTINED,
    /** Used up or burned: its bytes are gone. */
    DESTROYED
}
