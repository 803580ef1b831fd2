package io.warifu.simulator.feed;

/** How the key manager took a block. */
enum PushOutcome {
    STORED,
    /** It will never take this block under this number; another try is pointless. */
    REFUSED,
    /** No answer, or a passing trouble: the block is kept and tried again. */
    UNREACHABLE
}
