package io.warifu.crossref.restore;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import java.util.List;

/**
 * Where restored content came from.
 *
 * @param servers whose shares agree with the content
 * @param culprits whose shares do not
 */
public record Provenance(
        ObjectId object, int threshold, List<SiteId> servers, List<Culprit> culprits) {

    public Provenance {
        servers = List.copyOf(servers);
        culprits = List.copyOf(culprits);
    }
}
