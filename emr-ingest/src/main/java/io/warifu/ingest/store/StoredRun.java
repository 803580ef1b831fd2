package io.warifu.ingest.store;

import java.time.Instant;
import java.util.UUID;

/**
 * What is kept of one run.
 *
 * @param root of the storage
 * @param report as JSON
 */
public record StoredRun(UUID id, String root, String state, Instant startedAt, String report) {}
