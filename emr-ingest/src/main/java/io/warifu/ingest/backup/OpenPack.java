package io.warifu.ingest.backup;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.Pack;
import io.warifu.kernel.pack.PackCodec;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.StoredPath;
import java.util.ArrayList;
import java.util.List;

/** A pack that still takes files of its one patient. */
final class OpenPack {

    /** Content of one pack at most; a multiple of the piece size of large files. */
    static final int MAX_CONTENT_BYTES = 4 << 20;

    private final ObjectId id;
    private final String patientId;
    private final List<Pack.Entry> entries = new ArrayList<>();
    private int contentBytes;

    OpenPack(ObjectId id, String patientId) {
        this.id = id;
        this.patientId = patientId;
    }

    boolean takes(String otherPatientId, int bytes) {
        return patientId.equals(otherPatientId)
                && contentBytes + bytes <= MAX_CONTENT_BYTES
                && entries.size() < PackCodec.MAX_ENTRIES;
    }

    PartRef add(StoredPath path, long offsetBytes, byte[] bytes) {
        entries.add(new Pack.Entry(path, offsetBytes, bytes));
        contentBytes += bytes.length;
        return new PartRef(id, entries.size() - 1);
    }

    ObjectId id() {
        return id;
    }

    Pack close() {
        return new Pack(patientId, entries);
    }

    int contentBytes() {
        return contentBytes;
    }
}
