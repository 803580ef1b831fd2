package io.warifu.ingest.backup;

import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import java.util.List;
import java.util.Map;

/**
 * What the journal knows of one patient.
 *
 * @param files what lay where when it was last seen
 * @param contents where the bytes are kept, by their digest
 */
public record PatientRecord(
        PatientStanding standing,
        Map<StoredPath, KnownFile> files,
        Map<Sha256, List<PartRef>> contents) {

    public PatientRecord {
        files = Map.copyOf(files);
        contents = Map.copyOf(contents);
    }

    /**
     * One file.
     *
     * @param root of the storage in which it was last seen
     */
    public record KnownFile(Sha256 digest, String root) {}
}
