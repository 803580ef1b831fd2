package io.warifu.crossref.restore;

import io.warifu.crossref.collect.ShareServer;
import io.warifu.sharing.Share;

/**
 * A share whose header fits what was asked of whom: object, threshold, and the server's own point.
 * Its payload is still only the server's word.
 */
record CheckedShare(ShareServer server, Share share) {}
