package io.warifu.shares.web;

import io.warifu.kernel.id.SiteId;

/**
 * Which server this is.
 *
 * @param site whose it is
 * @param shareIndex the one point x whose shares are kept here
 */
public record ServerIdentity(SiteId site, int shareIndex) {}
