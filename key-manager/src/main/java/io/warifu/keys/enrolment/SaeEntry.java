package io.warifu.keys.enrolment;

import io.warifu.kernel.id.SiteId;

/** One SAE as it stands in the enrolment file and at the operator's door. */
record SaeEntry(String id, String site, String sha256) {

    static SaeEntry of(Sae sae) {
        return new SaeEntry(sae.id().value(), sae.home().value(), sae.certificate().hex());
    }

    Sae toSae() {
        return new Sae(new SaeId(id), new SiteId(site), new CertificateFingerprint(sha256));
    }
}
