package io.warifu.keys.audit;

/**
 * States of key material, from the link to its end.
 *
 * <p>Blocks of a link: GENERATED, POOLED, DESTROYED, beside QUARANTINED. End keys: RESERVED, READY,
 * ISSUED, DELIVERED, DESTROYED, beside QUARANTINED, VOID and EXPIRED.
 */
public enum KeyState {
    /** Came from the link at this end. */
    GENERATED,
    /** Both ends of the link hold it; it may be used as pad. */
    POOLED,
    /** An end key was made, and the pads that carry it are taken. */
    RESERVED,
    /** The destination has committed the end key. */
    READY,
    /** The source has committed that its master gets the end key. */
    ISSUED,
    /** A slave got the end key. */
    DELIVERED,
    /** No copy is left at this site. */
    DESTROYED,
    /** The link raised its alarm; not to be used. */
    QUARANTINED,
    /** Taken back before both sides had it. */
    VOID,
    /** Nobody asked in time. */
    EXPIRED
}
