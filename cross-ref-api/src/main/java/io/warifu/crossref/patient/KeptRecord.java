package io.warifu.crossref.patient;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.StoredPath;
import org.jspecify.annotations.Nullable;

/**
 * One version of one file that is kept in shares.
 *
 * @param recordId opaque, and the same before and after a rename
 * @param path where the file lies now, or lay until other content took its place
 * @param name the fields of its file name now; null if it is no SS-MIX2 name
 * @param version the content, with the path at which it was backed up
 * @param superseded whether other content lies at its path now
 */
public record KeptRecord(
        SiteId owner,
        String recordId,
        StoredPath path,
        CatalogueEntry.@Nullable RecordName name,
        CatalogueEntry.Version version,
        boolean superseded) {

    /** Whether this is what the hospital's storage says now. */
    public boolean current() {
        return !superseded && (name == null || name.current());
    }

    KeptRecord movedTo(StoredPath to, CatalogueEntry.RecordName newName) {
        return new KeptRecord(owner, recordId, to, newName, version, superseded);
    }

    KeptRecord supersede() {
        return new KeptRecord(owner, recordId, path, name, version, true);
    }

    @Override
    public String toString() {
        return "KeptRecord[" + owner + " " + recordId + "]";
    }
}
