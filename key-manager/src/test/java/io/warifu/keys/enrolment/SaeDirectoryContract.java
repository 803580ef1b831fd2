package io.warifu.keys.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeDirectory.Enrolment;
import io.warifu.keys.enrolment.SaeDirectory.Revocation;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every enrolment table keeps to. */
abstract class SaeDirectoryContract {

    private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
    private static final Sae TOKYO = sae("gateway-tokyo", "tokyo", 'a');

    private SaeDirectory directory;

    abstract SaeDirectory newDirectory();

    @BeforeEach
    void fresh() {
        directory = newDirectory();
    }

    @Test
    void knowsNobodyAtFirst() {
        assertThat(directory.byId(TOKYO.id())).isEmpty();
        assertThat(directory.byCertificate(TOKYO.certificate())).isEmpty();
        assertThat(directory.all()).isEmpty();
        assertThat(directory.revoke(TOKYO.id(), NOW)).isEqualTo(Revocation.UNKNOWN);
    }

    @Test
    void refusesACertificateThatNamesAnotherSae() {
        assertThat(directory.enrol(TOKYO)).isEqualTo(Enrolment.ENROLLED);
        assertThat(directory.enrol(sae("second-tokyo", "tokyo", 'a')))
                .isEqualTo(Enrolment.CERTIFICATE_TAKEN);
        assertThat(directory.byId(new SaeId("second-tokyo"))).isEmpty();
    }

    @Test
    void findsNobodyWhoWasRevokedAndListsIt() {
        assertThat(directory.enrol(TOKYO)).isEqualTo(Enrolment.ENROLLED);
        assertThat(directory.revoke(TOKYO.id(), NOW)).isEqualTo(Revocation.REVOKED);
        assertThat(directory.revoke(TOKYO.id(), NOW.plusSeconds(1)))
                .isEqualTo(Revocation.UNCHANGED);
        assertThat(directory.byId(TOKYO.id())).isEmpty();
        assertThat(directory.byCertificate(TOKYO.certificate())).isEmpty();
        assertThat(directory.all()).containsExactly(new SaeState(TOKYO, NOW));
    }

    @Test
    void neverEnrolsARevokedCertificateAgainUnderWhateverName() {
        assertThat(directory.enrol(TOKYO)).isEqualTo(Enrolment.ENROLLED);
        assertThat(directory.revoke(TOKYO.id(), NOW)).isEqualTo(Revocation.REVOKED);
        for (String id : new String[] {"gateway-tokyo", "second-tokyo"}) {
            assertThat(directory.enrol(sae(id, "tokyo", 'a')))
                    .isEqualTo(Enrolment.CERTIFICATE_REVOKED);
        }
        assertThat(directory.all()).containsExactly(new SaeState(TOKYO, NOW));
        Sae renewed = sae("gateway-tokyo", "tokyo", 'b');
        assertThat(directory.enrol(renewed)).isEqualTo(Enrolment.ENROLLED);
        assertThat(directory.byId(TOKYO.id())).contains(renewed);
        assertThat(directory.byCertificate(TOKYO.certificate())).isEmpty();
        assertThat(directory.enrol(TOKYO)).isEqualTo(Enrolment.CERTIFICATE_REVOKED);
    }

    @Test
    void replacesHomeAndCertificateAndSaysWhetherAnythingChanged() {
        assertThat(directory.enrol(TOKYO)).isEqualTo(Enrolment.ENROLLED);
        assertThat(directory.enrol(TOKYO)).isEqualTo(Enrolment.UNCHANGED);
        Sae moved = sae("gateway-tokyo", "kochi", 'b');
        assertThat(directory.enrol(moved)).isEqualTo(Enrolment.ENROLLED);
        assertThat(directory.byId(TOKYO.id())).contains(moved);
        assertThat(directory.byCertificate(TOKYO.certificate())).isEmpty();
        assertThat(directory.byCertificate(moved.certificate())).contains(moved);
    }

    @Test
    void listsInTheOrderOfTheIds() {
        for (String id : new String[] {"b", "a", "C"}) {
            assertThat(directory.enrol(sae(id, "tokyo", id.charAt(0) == 'C' ? 'c' : id.charAt(0))))
                    .isEqualTo(Enrolment.ENROLLED);
        }
        assertThat(directory.all().stream().map(state -> state.sae().id().value()))
                .containsExactly("C", "a", "b");
    }

    private static Sae sae(String id, String site, char digit) {
        return new Sae(
                new SaeId(id),
                new SiteId(site),
                new CertificateFingerprint(Character.toString(digit).repeat(64)));
    }
}
