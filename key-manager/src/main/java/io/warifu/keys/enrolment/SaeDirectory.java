package io.warifu.keys.enrolment;

import java.util.List;
import java.util.Optional;

/**
 * The enrolment table. It knows the SAEs of all sites, because the home site of a slave SAE tells
 * which key manager its keys go to.
 *
 * <p>Guarantee: one id has one certificate, and one certificate names one SAE.
 */
public interface SaeDirectory {

    Optional<Sae> byId(SaeId id);

    Optional<Sae> byCertificate(CertificateFingerprint certificate);

    /** Adds the SAE, or replaces home and certificate of the one with its id. */
    Enrolment enrol(Sae sae);

    /** All SAEs in the order of their ids. */
    List<Sae> all();

    /** What became of an enrolment. */
    enum Enrolment {
        ENROLLED,
        UNCHANGED,
        /** Another SAE holds this certificate; nothing was changed. */
        CERTIFICATE_TAKEN
    }
}
