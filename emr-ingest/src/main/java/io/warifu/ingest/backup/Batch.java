package io.warifu.ingest.backup;

import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.StoredPath;
import java.util.List;

/**
 * What is accepted together or not at all.
 *
 * @param root of the storage, as its real path
 * @param packs in which the new content lies
 * @param entries of the catalogue segment that names it
 * @param standings of the patients that were looked at
 * @param seenHere files that were known from another root
 */
public record Batch(
        String root,
        List<SealedObject> packs,
        List<CatalogueEntry> entries,
        List<PatientStanding> standings,
        List<StoredPath> seenHere) {

    public Batch {
        packs = List.copyOf(packs);
        entries = List.copyOf(entries);
        standings = List.copyOf(standings);
        seenHere = List.copyOf(seenHere);
    }

    boolean isEmpty() {
        return packs.isEmpty() && entries.isEmpty() && seenHere.isEmpty();
    }
}
