package io.warifu.shares.keep;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.Sha256;

/**
 * A share that was checked and is not stored yet.
 *
 * @param object under which it will be found
 * @param labels what else is known
 * @param bytes header and payload as they came; nobody changes them any more
 * @param sha256 of the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // up to 32 MiB, handed over and never compared
public record NewShare(ObjectId object, ShareLabels labels, byte[] bytes, Sha256 sha256) {

    @Override
    public String toString() {
        return "NewShare[" + object + ", " + bytes.length + " bytes]";
    }
}
