package io.warifu.keys.enrolment;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Enrolment table in memory: for tests and as the plain statement of the contract. */
public final class InMemorySaeDirectory implements SaeDirectory {

    private final TreeMap<String, Sae> saes = new TreeMap<>();

    @Override
    public synchronized Optional<Sae> byId(SaeId id) {
        return Optional.ofNullable(saes.get(id.value()));
    }

    @Override
    public synchronized Optional<Sae> byCertificate(CertificateFingerprint certificate) {
        return saes.values().stream()
                .filter(sae -> sae.certificate().equals(certificate))
                .findFirst();
    }

    @Override
    public synchronized Enrolment enrol(Sae sae) {
        Optional<Sae> holder = byCertificate(sae.certificate());
        if (holder.isPresent() && !holder.get().id().equals(sae.id())) {
            return Enrolment.CERTIFICATE_TAKEN;
        }
        Sae before = saes.put(sae.id().value(), sae);
        return sae.equals(before) ? Enrolment.UNCHANGED : Enrolment.ENROLLED;
    }

    @Override
    public synchronized List<Sae> all() {
        return List.copyOf(saes.values());
    }
}
