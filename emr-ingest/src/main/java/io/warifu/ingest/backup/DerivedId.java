package io.warifu.ingest.backup;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Keys of the journal that follow from what they stand for, so that nobody must look them up. */
final class DerivedId {

    private DerivedId() {}

    static UUID of(StoredPath path) {
        return of("path\n" + path.uriPath());
    }

    static UUID of(String patientId, Sha256 content) {
        return of("content\n" + patientId + "\n" + content.hex());
    }

    private static UUID of(String text) {
        byte[] digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8)).toBytes();
        return ObjectId.fromBytes(Arrays.copyOf(digest, ObjectId.BYTES)).value();
    }
}
