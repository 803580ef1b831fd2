package io.warifu.kernel.pack;

import io.warifu.kernel.id.SiteId;
import java.util.List;

/**
 * A piece of a hospital's catalogue: what one batch of its backup added. Reading all segments of an
 * owner in the order of their sequence gives the whole catalogue.
 *
 * @param owner whose catalogue
 * @param sequence 1, 2, 3, ... without gaps; a gap means that a segment is missing
 */
public record CatalogueSegment(SiteId owner, long sequence, List<CatalogueEntry> entries) {

    public CatalogueSegment {
        if (sequence < 1) {
            throw new IllegalArgumentException("segments are numbered from 1");
        }
        entries = List.copyOf(entries);
    }
}
