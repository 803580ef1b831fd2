package io.warifu.shares.keep;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.Sha256;
import java.time.Instant;

/**
 * A share as this server keeps it.
 *
 * @param object its name
 * @param labels as they came with it
 * @param bytes header and payload; for reading only
 * @param sha256 of the bytes when they were stored
 * @param storedAt as the receipt says
 */
@SuppressWarnings("ArrayRecordComponent") // up to 32 MiB, handed over and never compared
public record StoredShare(
        ObjectId object, ShareLabels labels, byte[] bytes, Sha256 sha256, Instant storedAt) {

    @Override
    public String toString() {
        return "StoredShare[" + object + ", " + bytes.length + " bytes]";
    }
}
