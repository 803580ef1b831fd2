package io.warifu.ingest.scan;

import io.warifu.kernel.pack.StoredPath;
import io.warifu.ssmix2.path.SsMixPath;

/** A file that a walk has listed; it may have changed or gone by the time it is opened. */
public record FoundFile(StoredPath path, SsMixPath place) {

    public static FoundFile at(StoredPath path) {
        return new FoundFile(path, SsMixPath.parse(path));
    }

    /** Whose file it is by its folder; empty if the folder names no patient. */
    public String patientId() {
        return place.patientId();
    }
}
