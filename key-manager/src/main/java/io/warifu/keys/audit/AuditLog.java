package io.warifu.keys.audit;

/** Where transitions are written. */
public interface AuditLog {

    /** Writes in the caller's transaction: the event is there if and only if the transition is. */
    void append(AuditEvent event);
}
