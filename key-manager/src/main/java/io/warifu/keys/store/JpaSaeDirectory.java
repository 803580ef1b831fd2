package io.warifu.keys.store;

import io.warifu.keys.enrolment.CertificateFingerprint;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.enrolment.SaeId;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/** Enrolment table in PostgreSQL; a unique index keeps one certificate from naming two SAEs. */
final class JpaSaeDirectory implements SaeDirectory {

    private final SaeRows rows;
    private final TransactionTemplate transaction;

    JpaSaeDirectory(SaeRows rows, TransactionTemplate transaction) {
        this.rows = rows;
        this.transaction = transaction;
    }

    @Override
    public Optional<Sae> byId(SaeId id) {
        return rows.findById(id.value()).map(SaeRow::toSae);
    }

    @Override
    public Optional<Sae> byCertificate(CertificateFingerprint certificate) {
        return rows.findBySha256(certificate.hex()).map(SaeRow::toSae);
    }

    @Override
    public Enrolment enrol(Sae sae) {
        try {
            return transaction.execute(_ -> {
                if (byId(sae.id()).filter(sae::equals).isPresent()) {
                    return Enrolment.UNCHANGED;
                }
                if (byCertificate(sae.certificate())
                        .filter(holder -> !holder.id().equals(sae.id()))
                        .isPresent()) {
                    return Enrolment.CERTIFICATE_TAKEN;
                }
                rows.saveAndFlush(new SaeRow(sae));
                return Enrolment.ENROLLED;
            });
        } catch (DataIntegrityViolationException e) {
            return byCertificate(sae.certificate()).isPresent()
                    ? Enrolment.CERTIFICATE_TAKEN
                    : enrolAgain(sae, e);
        }
    }

    /** Another thread enrolled the same id at the same moment; now its row is there to update. */
    private Enrolment enrolAgain(Sae sae, DataIntegrityViolationException first) {
        if (byId(sae.id()).isEmpty()) {
            throw first;
        }
        return transaction.execute(_ -> {
            rows.saveAndFlush(new SaeRow(sae));
            return Enrolment.ENROLLED;
        });
    }

    @Override
    public List<Sae> all() {
        return rows.findAllByOrderById().stream().map(SaeRow::toSae).toList();
    }
}
