package io.warifu.ingest.send;

import io.warifu.kernel.wire.share.ShareReceipt;

/** What came of handing one share to its server. */
sealed interface PutOutcome {

    /** Stored; the receipt was verified. */
    record Stored(ShareReceipt receipt) implements PutOutcome {}

    /** The server does not want this share; another one may pass. */
    record Refused(String reason) implements PutOutcome {}

    /** The server does not work, or is not to be believed; other shares would fare no better. */
    record Failed(String reason) implements PutOutcome {}
}
