package io.warifu.keys.enrolment;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Enrolment table in memory: for tests and as the plain statement of the contract. */
public final class InMemorySaeDirectory implements SaeDirectory {

    private final TreeMap<String, SaeState> saes = new TreeMap<>();
    private final Set<CertificateFingerprint> revoked = new HashSet<>();

    @Override
    public synchronized Optional<Sae> byId(SaeId id) {
        return Optional.ofNullable(saes.get(id.value()))
                .filter(state -> state.revokedAt() == null)
                .map(SaeState::sae);
    }

    @Override
    public synchronized Optional<Sae> byCertificate(CertificateFingerprint certificate) {
        return holder(certificate).filter(state -> state.revokedAt() == null).map(SaeState::sae);
    }

    @Override
    public synchronized Enrolment enrol(Sae sae) {
        if (revoked.contains(sae.certificate())) {
            return Enrolment.CERTIFICATE_REVOKED;
        }
        if (holder(sae.certificate())
                .filter(state -> !state.sae().id().equals(sae.id()))
                .isPresent()) {
            return Enrolment.CERTIFICATE_TAKEN;
        }
        SaeState now = new SaeState(sae, null);
        SaeState before = saes.put(sae.id().value(), now);
        return now.equals(before) ? Enrolment.UNCHANGED : Enrolment.ENROLLED;
    }

    @Override
    public synchronized Revocation revoke(SaeId id, Instant now) {
        SaeState state = saes.get(id.value());
        if (state == null) {
            return Revocation.UNKNOWN;
        }
        if (state.revokedAt() != null) {
            return Revocation.UNCHANGED;
        }
        var _ = revoked.add(state.sae().certificate());
        var _ = saes.put(id.value(), new SaeState(state.sae(), now));
        return Revocation.REVOKED;
    }

    @Override
    public synchronized List<SaeState> all() {
        return List.copyOf(saes.values());
    }

    private Optional<SaeState> holder(CertificateFingerprint certificate) {
        return saes.values().stream()
                .filter(state -> state.sae().certificate().equals(certificate))
                .findFirst();
    }
}
