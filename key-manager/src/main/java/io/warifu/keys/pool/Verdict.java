package io.warifu.keys.pool;

/** What one end says about a block that the other end asks it to confirm. */
enum Verdict {
    /** Both ends hold the same bits, and this end uses them from now on. */
    POOLED,
    /** This end does not have it yet, or cannot say now: ask again. */
    UNKNOWN,
    /** The bits differ: both ends burn them. */
    MISMATCH,
    /** It is burned here and must be burned there. */
    DISCARDED
}
