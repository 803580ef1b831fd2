package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.CertificateFingerprint;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One line of the enrolment table. */
@Entity
@Table(name = "sae")
class SaeRow {

    @Id private String id = "";
    private String site = "";
    private String sha256 = "";

    protected SaeRow() {}

    SaeRow(Sae sae) {
        this.id = sae.id().value();
        this.site = sae.home().value();
        this.sha256 = sae.certificate().hex();
    }

    Sae toSae() {
        return new Sae(new SaeId(id), new SiteId(site), new CertificateFingerprint(sha256));
    }
}
