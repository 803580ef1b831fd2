package io.warifu.simulator.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.id.SiteId;
import io.warifu.servicekit.TestPki;
import io.warifu.simulator.proof.BlockLedger.End;
import io.warifu.simulator.verify.LedgersForTests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

class LedgerCodecTest {

    private final LedgersForTests ledgers = new LedgersForTests();
    private final BlockLedger ledger = ledgers.first(End.ALICE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"alice\":|\"eve\":1,\"alice\":",
                "\"alice\":\"tokyo\"|\"alice\":\"osaka\",\"alice\":\"tokyo\"",
                "\"sequence\":1,|''",
                "\"sequence\":1,|\"sequence\":1 ,",
                "\"sequence\":1,|\"sequence\":\"1\",",
                "\"sequence\":1,|\"sequence\":1.0,",
                "\"sequence\":1,|\"sequence\":0,",
                "\"clockHz\":1.0E9|\"clockHz\":1000000000.0",
                "\"leakBits\":84169|\"leakBits\":84168",
                "\"end\":\"ALICE\"|\"end\":\"EVE\""
            })
    void refusesEverythingButTheCanonicalForm(String part, String instead) {
        String line = new String(LedgerCodec.line(ledger), StandardCharsets.US_ASCII);
        assertThat(line).contains(part);
        byte[] edited = line.replace(part, instead).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> LedgerCodec.read(edited))
                .isInstanceOf(MalformedLedgerException.class);
    }

    @Test
    void refusesWhatIsTooLongOrNoLedgerAtAll() {
        for (byte[] content :
                List.of(
                        new byte[0],
                        new byte[LedgerCodec.MAX_LINE_BYTES + 1],
                        "[".repeat(9000).getBytes(StandardCharsets.US_ASCII),
                        "null".getBytes(StandardCharsets.US_ASCII),
                        "{}".getBytes(StandardCharsets.US_ASCII))) {
            assertThatThrownBy(() -> LedgerCodec.read(content))
                    .isInstanceOf(MalformedLedgerException.class);
            assertThatThrownBy(() -> SignedLedger.of(content))
                    .isInstanceOf(MalformedLedgerException.class);
        }
    }

    @Test
    void refusesAFileWithoutOrWithMoreThanASeal() {
        byte[] file = ledgers.signed(ledger).toBytes();
        for (byte[] content :
                List.of(
                        LedgerCodec.line(ledger),
                        Arrays.copyOf(file, file.length - 1),
                        Arrays.copyOf(file, file.length + 1))) {
            assertThatThrownBy(() -> SignedLedger.of(content))
                    .isInstanceOf(MalformedLedgerException.class);
        }
    }

    @Test
    void readsWhatItWrote() throws MalformedLedgerException {
        SignedLedger signed = ledgers.signed(ledger);
        assertThat(SignedLedger.of(signed.toBytes())).isEqualTo(signed);
        assertThat(LedgerCodec.read(LedgerCodec.line(ledger))).isEqualTo(ledger);
    }

    @Test
    void aSignerIsBoundToTheSiteInItsCertificate() {
        TestPki.Identity osaka = new TestPki().identity("qkd", "urn:warifu:qkd:osaka");
        assertThatThrownBy(() ->
                        new LedgerSigner(osaka.key(), osaka.certificate(), new SiteId("tokyo")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("urn:warifu:qkd:tokyo");
        LedgerSigner signer =
                new LedgerSigner(osaka.key(), osaka.certificate(), new SiteId("osaka"));
        assertThatThrownBy(() -> signer.sign(ledger)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesItsKeyFromTheBundleOfTheService(@TempDir Path folder)
            throws GeneralSecurityException, MalformedLedgerException {
        TestPki.Identity tokyo = new TestPki().identity("qkd", "urn:warifu:qkd:tokyo");
        String[] arguments = tokyo.springArguments(folder);
        PemSslStoreBundle bundle =
                new PemSslStoreBundle(
                        PemSslStoreDetails.forCertificate(afterEquals(arguments[0]))
                                .withPrivateKey(afterEquals(arguments[1])),
                        null);
        SignedLedger signed =
                LedgerSigner.of(
                                Objects.requireNonNull(bundle.getKeyStore()),
                                null,
                                new SiteId("tokyo"))
                        .sign(ledger);
        assertThat(SignedLedger.of(signed.toBytes())).isEqualTo(signed);
    }

    private static String afterEquals(String argument) {
        return argument.substring(argument.indexOf('=') + 1);
    }
}
