package io.warifu.crossref.query;

import io.warifu.crossref.catalogue.Catalogues;
import io.warifu.crossref.catalogue.OwnerCatalogue;
import io.warifu.crossref.patient.KeptRecord;
import io.warifu.crossref.patient.KnownPatient;
import io.warifu.crossref.patient.PatientIndex;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Resolves opaque ids over all hospitals' catalogues. */
public final class Lookup {

    /** A catalogue that was read longer ago is refreshed before it is searched. */
    static final Duration MAX_AGE = Duration.ofSeconds(2);

    private final Catalogues catalogues;

    public Lookup(Catalogues catalogues) {
        this.catalogues = catalogues;
    }

    Optional<KnownPatient> patient(String xid) throws InterruptedException {
        return find(index -> index.patient(xid));
    }

    Optional<KeptRecord> record(String recordId) throws InterruptedException {
        return find(index -> index.record(recordId));
    }

    List<KeptRecord> records(KnownPatient patient) throws InterruptedException {
        Optional<OwnerCatalogue> catalogue = catalogues.of(patient.owner());
        return catalogue.isEmpty()
                ? List.of()
                : catalogue.get().viewNotOlderThan(MAX_AGE).index().records(patient);
    }

    /** One and the same answer for what does not exist and for what the caller may not know of. */
    static WarifuException nothingThere() {
        return new WarifuException(
                ErrorCode.NOT_FOUND, "There is nothing of that name, or it is not for you.");
    }

    private <T> Optional<T> find(Function<PatientIndex, Optional<T>> look)
            throws InterruptedException {
        for (OwnerCatalogue catalogue : catalogues.all()) {
            Optional<T> known = look.apply(catalogue.view().index());
            if (known.isPresent()) {
                return known;
            }
        }
        for (OwnerCatalogue catalogue : catalogues.all()) {
            Optional<T> fresh = look.apply(catalogue.viewNotOlderThan(MAX_AGE).index());
            if (fresh.isPresent()) {
                return fresh;
            }
        }
        return Optional.empty();
    }
}
