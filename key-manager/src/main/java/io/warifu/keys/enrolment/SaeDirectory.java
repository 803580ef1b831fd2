package io.warifu.keys.enrolment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The enrolment table. It knows the SAEs of all sites, because the home site of a slave SAE tells
 * which key manager its keys go to.
 *
 * <p>Guarantee: one id has one certificate, and one certificate names one SAE. A revoked SAE is
 * found by nobody, and its certificate is never enrolled again, under whatever id.
 */
public interface SaeDirectory {

    /** The SAE of that name, unless it is revoked. */
    Optional<Sae> byId(SaeId id);

    /** The SAE that holds this certificate, unless it is revoked. */
    Optional<Sae> byCertificate(CertificateFingerprint certificate);

    /**
     * Adds the SAE, or replaces home and certificate of the one with its id. A revoked SAE comes
     * back with another certificate only.
     */
    Enrolment enrol(Sae sae);

    /** Takes an SAE's rights away, from now on. */
    Revocation revoke(SaeId id, Instant now);

    /** All SAEs in the order of their ids, revoked ones too. */
    List<SaeState> all();

    /** What became of an enrolment. */
    enum Enrolment {
        ENROLLED,
        UNCHANGED,
        /** Another SAE holds this certificate; nothing was changed. */
        CERTIFICATE_TAKEN,
        /** This certificate was revoked; nothing was changed. */
        CERTIFICATE_REVOKED
    }

    /** What became of a revocation. */
    enum Revocation {
        REVOKED,
        /** It was revoked before. */
        UNCHANGED,
        UNKNOWN
    }
}
