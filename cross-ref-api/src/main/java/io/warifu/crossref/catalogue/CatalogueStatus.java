package io.warifu.crossref.catalogue;

import io.warifu.crossref.patient.PatientIndex;
import io.warifu.kernel.id.SiteId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How complete the knowledge of one hospital's catalogue is.
 *
 * @param segments that were restored
 * @param missingSegments numbers between 1 and the highest known that no restored segment has
 * @param unrestored objects that share servers list and that could not be restored
 * @param orphans of these, the ones of which all servers together keep too few shares: pieces of a
 *     backup that was never acknowledged
 * @param answered servers that listed what they keep when they were asked last
 * @param refreshedAt when that was; null before the first time
 * @param partial whether something may be missing
 */
public record CatalogueStatus(
        SiteId owner,
        PatientIndex.Size size,
        int segments,
        long missingSegments,
        int unrestored,
        int orphans,
        Set<SiteId> answered,
        @Nullable Instant refreshedAt,
        boolean partial) {

    public CatalogueStatus {
        answered = Set.copyOf(answered);
    }
}
