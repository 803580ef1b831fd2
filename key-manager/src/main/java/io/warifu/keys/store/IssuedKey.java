package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import java.time.Instant;
import java.util.UUID;

/** Note that an end key was handed to its master SAE; the key itself is not kept at that site. */
public record IssuedKey(
        UUID id,
        SaeId master,
        SaeId slave,
        SiteId target,
        int sizeBits,
        Instant issuedAt,
        Instant expiresAt) {}
