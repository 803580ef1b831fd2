package io.warifu.shares.keep;

import java.time.Instant;

/** What came of a put. */
public sealed interface PutOutcome {

    /** The share is committed, now for the first time. */
    record Stored(Instant storedAt) implements PutOutcome {}

    /** The same bytes under the same labels were committed before, at that time. */
    record AlreadyStored(Instant storedAt) implements PutOutcome {}

    /** Other bytes or other labels are kept under this object id; nothing was changed. */
    record Conflict() implements PutOutcome {}
}
