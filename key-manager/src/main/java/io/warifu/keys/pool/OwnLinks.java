package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.util.List;

/** The links that end at this site. */
public record OwnLinks(List<LinkId> links) {

    public OwnLinks {
        links = List.copyOf(links);
    }
}
