package io.warifu.keys.pool;

/**
 * What the comparison with the witness found at the start.
 *
 * @param olderThanItsPast whether the database was restored from a backup, or the witness was lost:
 *     then keys in it may have been handed out already
 */
public record DatabaseAge(boolean olderThanItsPast) {}
