package io.warifu.crossref.audit;

/**
 * An access as it stands in the log.
 *
 * @param sequence rises with each entry
 */
public record LoggedAccess(long sequence, Access access) {}
