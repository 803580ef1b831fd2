package io.warifu.shares.keep;

import io.warifu.kernel.id.ObjectId;

/**
 * One line of a listing.
 *
 * @param object its name
 * @param sequence this server's own counter, from 1
 * @param sizeBytes header and payload
 */
public record ListedShare(ObjectId object, long sequence, long sizeBytes) {}
