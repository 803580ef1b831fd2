package io.warifu.crossref.collect;

import io.warifu.kernel.id.SiteId;
import java.net.URI;

/**
 * One share server as it is reached from here, through the site's own gateway or directly.
 *
 * @param index the x of the shares that this server keeps
 * @param url without a slash at its end
 */
public record ShareServer(SiteId site, int index, URI url) {

    private static final int MAX_INDEX = 255;

    public ShareServer {
        if (index < 1 || index > MAX_INDEX) {
            throw new IllegalArgumentException("a share index is 1 to " + MAX_INDEX);
        }
        if (url.getHost() == null || url.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "a share server needs a URL without a slash at its end");
        }
    }
}
