package io.warifu.keys.view;

import io.warifu.keys.pool.LinkView;
import java.util.List;

/** All that an operator sees of one key manager at one moment. */
record Picture(String site, long waitingKeys, List<LinkView> links, List<PairView> pairs) {

    Picture {
        links = List.copyOf(links);
        pairs = List.copyOf(pairs);
    }
}
