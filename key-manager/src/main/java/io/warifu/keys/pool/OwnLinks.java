package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.List;

/** The links that end at this site. */
public record OwnLinks(List<LinkId> links) {

    public OwnLinks {
        links = List.copyOf(links);
    }

    /** The own link that a request names. */
    LinkId named(String alice, String bob) {
        return links.stream()
                .filter(link -> isNamed(link.alice(), alice) && isNamed(link.bob(), bob))
                .findFirst()
                .orElseThrow(() ->
                        new WarifuException(ErrorCode.NOT_FOUND, "This site has no such link."));
    }

    private static boolean isNamed(SiteId site, String name) {
        return site.value().equals(name);
    }
}
