package io.warifu.crossref.restore;

import io.warifu.kernel.id.SiteId;

/**
 * A server whose share does not fit the restored object.
 *
 * @param reason one sentence, without content
 */
public record Culprit(SiteId site, String reason) {}
