package io.warifu.keys.path;

import java.util.List;

/** What a site says of all its own links, as it stands in JSON. */
record LinkStates(String site, List<LinkState> links) {

    static final int MAX_LINKS = 256;

    LinkStates {
        links = List.copyOf(links);
        if (links.size() > MAX_LINKS) {
            throw new IllegalArgumentException("a site has at most " + MAX_LINKS + " links");
        }
    }
}
