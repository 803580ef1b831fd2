package io.warifu.crossref.patient;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueEntry;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A patient of one hospital; two hospitals' patients are never merged here.
 *
 * @param xid opaque name in URLs
 * @param identity as the owner's catalogue says; names are empty if only files are known
 */
public record KnownPatient(
        SiteId owner,
        String xid,
        CatalogueEntry.Patient identity,
        String idForm,
        String kanjiForm,
        String kanaForm) {

    static KnownPatient of(SiteId owner, String xid, CatalogueEntry.Patient identity) {
        return new KnownPatient(
                owner,
                xid,
                identity,
                PatientQuery.idForm(identity.patientId()),
                NameForm.of(identity.kanjiName()),
                NameForm.of(identity.kanaName()));
    }

    boolean fits(PatientQuery query) {
        @Nullable String id = query.patientId();
        @Nullable String name = query.name();
        @Nullable LocalDate birthDate = query.birthDate();
        return (id == null || id.equals(idForm))
                && (name == null || kanjiForm.startsWith(name) || kanaForm.startsWith(name))
                && (birthDate == null || birthDate.equals(identity.birthDate()));
    }

    @Override
    public String toString() {
        return "KnownPatient[" + owner + " " + xid + "]";
    }
}
