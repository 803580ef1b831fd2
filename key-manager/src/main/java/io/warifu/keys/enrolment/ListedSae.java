package io.warifu.keys.enrolment;

import org.jspecify.annotations.Nullable;

/**
 * One SAE in the operator's list.
 *
 * @param state {@code enrolled} or {@code revoked}
 * @param revokedAt RFC 3339; absent while enrolled
 */
record ListedSae(String id, String site, String sha256, String state, @Nullable String revokedAt) {

    static ListedSae of(SaeState state) {
        Sae sae = state.sae();
        return new ListedSae(
                sae.id().value(),
                sae.home().value(),
                sae.certificate().hex(),
                state.revokedAt() == null ? "enrolled" : "revoked",
                state.revokedAt() == null ? null : state.revokedAt().toString());
    }
}
