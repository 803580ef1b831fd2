package io.warifu.kernel.wire.share;

/** For whom an object was made; share servers will release by it once grants exist. */
public enum Audience {
    /** The owner institution alone. */
    OWNER,
    /** Every hospital of the federation. */
    FEDERATION,
    /** Released for break-glass or a declared disaster only. */
    EMERGENCY
}
