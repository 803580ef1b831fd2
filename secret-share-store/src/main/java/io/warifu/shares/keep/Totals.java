package io.warifu.shares.keep;

/**
 * How much is kept.
 *
 * @param shares number of shares
 * @param bytes of all shares, header and payload
 */
public record Totals(long shares, long bytes) {}
