package io.warifu.simulator.channel;

/**
 * What a session is checked for. An aborted session names the one check that failed, at both ends;
 * the name travels in the ABORT message and is stable.
 */
public enum Check {
    /** A message or its fields cannot be read. */
    MALFORMED,
    /** A message says that it is longer than any message may be. */
    OVERSIZED,
    /** The other end speaks another version of the protocol. */
    VERSION,
    /** A tag is wrong: somebody without the key wrote or changed the message. */
    AUTHENTICATION,
    /** A message came twice, too late, too early, or one before it is missing. */
    SEQUENCE,
    /** The other end is silent, or takes nothing more. */
    TIMEOUT,
    /** A connection broke or was closed. */
    DISCONNECTED,
    /** No authentication bits are left on a lane. */
    AUTH_POOL_EMPTY,
    /** The authentication pool cannot be written to disk. */
    AUTH_POOL_STORAGE,
    /** The authentication pools of the two ends have different histories. */
    AUTH_POOL_DIFFERS,
    /** The corrected keys of the two ends differ. */
    VERIFICATION,
    /** This end cannot go on for a reason of its own, such as a full disk. */
    INTERNAL,
    /** A message is authentic but does not belong there. */
    PROTOCOL,
    /** The two ends computed different lengths of the secret key. */
    LENGTH_DIFFERS
}
