package io.warifu.keys.enrolment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An SAE as the operator sees it.
 *
 * @param revokedAt null while it may ask for keys
 */
public record SaeState(Sae sae, @Nullable Instant revokedAt) {}
