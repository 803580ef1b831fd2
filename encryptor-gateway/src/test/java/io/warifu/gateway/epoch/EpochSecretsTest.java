package io.warifu.gateway.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.gateway.Vectors;
import io.warifu.gateway.cipher.CarrierLimits;
import io.warifu.gateway.cipher.RecordSealer;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EpochSecretsTest {

    private static final int EPOCH = 0x01020304;
    private static final CarrierNames NAMES =
            new CarrierNames(
                    false,
                    CarrierName.read(ByteBuffer.wrap(Vectors.bytes("carrier-id"))),
                    Vectors.bytes("rand-c"));

    @Test
    void refusesKeysOfAnotherLength() {
        assertThatThrownBy(() ->
                        EpochSecrets.derive(
                                transcript(KeyMode.QKD_AND_PQC, true),
                                Optional.of(SecretBytes.copyOf(new byte[31])),
                                secret("kem-secret"),
                                Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"QKD_AND_PQC, qkd+pqc", "QKD_ONLY, qkd-only", "PQC_ONLY, pqc-only"})
    void derivesTheSecretsOfTheVectors(KeyMode mode, String word) {
        try (EpochSecrets secrets = derive(mode, true, Optional.empty())) {
            assertMatches(secrets, word);
        }
        assertThat(transcript(mode, true).context()).isEqualTo(Vectors.bytes(word + "-ctx"));
    }

    @Test
    void goesOnFromTheChainOfTheEpochBefore() {
        try (EpochSecrets secrets = derive(KeyMode.QKD_AND_PQC, false, secret("qkd+pqc-chain"))) {
            assertMatches(secrets, "chained");
        }
    }

    @Test
    void takesNoOtherConfirmation() {
        try (EpochSecrets secrets = derive(KeyMode.QKD_AND_PQC, true, Optional.empty())) {
            for (int bit = 0; bit < 16 * Byte.SIZE; bit++) {
                byte[] flipped = Vectors.bytes("qkd+pqc-confirmation-r");
                flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
                assertThat(secrets.isRespondersConfirmation(flipped)).isFalse();
            }
            assertThat(secrets.isRespondersConfirmation(secrets.initiatorsConfirmation()))
                    .isFalse();
            assertThat(secrets.isInitiatorsConfirmation(secrets.respondersConfirmation()))
                    .isFalse();
        }
    }

    @Test
    void everyWordOfTheTranscriptChangesEverySecret() {
        EpochTerms terms = terms(KeyMode.QKD_AND_PQC, true);
        byte[] ek = Vectors.bytes("ek");
        byte[] ct = Vectors.bytes("ct");
        byte[] original = new EpochTranscript(terms, ek, ct).context();
        byte[] otherEk = ek.clone();
        otherEk[7] ^= 1;
        byte[] otherCt = ct.clone();
        otherCt[7] ^= 1;
        byte[] otherExporter = Vectors.bytes("exporter");
        otherExporter[7] ^= 1;

        assertThat(new EpochTranscript(terms, otherEk, ct).context()).isNotEqualTo(original);
        assertThat(new EpochTranscript(terms, ek, otherCt).context()).isNotEqualTo(original);
        for (EpochTerms other :
                new EpochTerms[] {
                    terms(KeyMode.QKD_AND_PQC, false),
                    with(terms, terms.session(), EPOCH + 1, 600, terms.exporter(), 1),
                    with(terms, new UUID(1, 2), EPOCH, 600, terms.exporter(), 1),
                    with(terms, terms.session(), EPOCH, 601, terms.exporter(), 1),
                    with(terms, terms.session(), EPOCH, 600, otherExporter, 1),
                    with(terms, terms.session(), EPOCH, 600, terms.exporter(), 2),
                }) {
            assertThat(new EpochTranscript(other, ek, ct).context()).isNotEqualTo(original);
        }
    }

    @Test
    void derivesTheTrafficKeysOfTheVectors() throws Exception {
        try (LinkSecret link = new LinkSecret(secret("qkd+pqc-link").orElseThrow())) {
            byte[] sealed = new byte[Vectors.bytes("s2c-0-data-frame").length];
            byte[] plain = "ufiraW".getBytes(StandardCharsets.US_ASCII);
            new RecordSealer(
                            link.trafficKey(NAMES, Vectors.bytes("rand-s"), false),
                            EPOCH,
                            CarrierLimits.HARD)
                    .seal(FrameType.DATA, plain, plain.length, sealed);
            assertThat(sealed).isEqualTo(Vectors.bytes("s2c-0-data-frame"));

            byte[] start = new byte[Vectors.bytes("c2s-0-start-frame").length];
            new RecordSealer(
                            link.trafficKey(NAMES, Vectors.bytes("rand-s"), true),
                            EPOCH,
                            CarrierLimits.HARD)
                    .seal(FrameType.START, plain, 0, start);
            assertThat(start).isEqualTo(Vectors.bytes("c2s-0-start-frame"));
        }
    }

    @Test
    void theTwoEndsOfAPairNeverShareTheKeysOfTheirCarriers() throws Exception {
        try (LinkSecret link = new LinkSecret(secret("qkd+pqc-link").orElseThrow())) {
            CarrierNames mirrored = new CarrierNames(true, NAMES.carrier(), NAMES.randomC());
            byte[] randomS = Vectors.bytes("rand-s");
            assertThat(link.trafficKey(mirrored, randomS, true).fingerprint())
                    .isNotEqualTo(link.trafficKey(NAMES, randomS, true).fingerprint())
                    .isNotEqualTo(link.trafficKey(NAMES, randomS, false).fingerprint());
        }
    }

    @Test
    void theChainsTagIsThatOfTheVectors() {
        assertThat(
                        Hkdf.mac(
                                secret("qkd+pqc-chain").orElseThrow(),
                                ByteBuffer.allocate(14 + 32)
                                        .put("qgw1 chain tag".getBytes(StandardCharsets.US_ASCII))
                                        .put(Vectors.bytes("exporter"))
                                        .array(),
                                Chain.TAG_BYTES))
                .isEqualTo(Vectors.bytes("chain-tag"));
    }

    static EpochTerms terms(KeyMode mode, boolean initiatorIsLow) {
        ByteBuffer id = ByteBuffer.wrap(Vectors.bytes("key-id"));
        ByteBuffer session = ByteBuffer.wrap(Vectors.bytes("session"));
        return new EpochTerms(
                new SiteId("kochi"),
                mode,
                new EpochTerms.Ends(Vectors.text("low"), Vectors.text("high"), 1, 3),
                new UUID(session.getLong(), session.getLong()),
                EPOCH,
                initiatorIsLow,
                600,
                mode == KeyMode.PQC_ONLY
                        ? Optional.empty()
                        : Optional.of(new UUID(id.getLong(), id.getLong())),
                Vectors.bytes("exporter"));
    }

    private static EpochTerms with(
            EpochTerms terms,
            UUID session,
            int epoch,
            int notAfter,
            byte[] exporter,
            int policyOfLow) {
        return new EpochTerms(
                terms.peer(),
                terms.mode(),
                new EpochTerms.Ends(terms.ends().low(), terms.ends().high(), policyOfLow, 3),
                session,
                epoch,
                terms.initiatorIsLow(),
                notAfter,
                terms.keyId(),
                exporter);
    }

    private static EpochTranscript transcript(KeyMode mode, boolean initiatorIsLow) {
        boolean withKem = mode != KeyMode.QKD_ONLY;
        return new EpochTranscript(
                terms(mode, initiatorIsLow),
                withKem ? Vectors.bytes("ek") : new byte[0],
                withKem ? Vectors.bytes("ct") : new byte[0]);
    }

    private static EpochSecrets derive(
            KeyMode mode, boolean initiatorIsLow, Optional<SecretBytes> chain) {
        return EpochSecrets.derive(
                transcript(mode, initiatorIsLow),
                mode == KeyMode.PQC_ONLY ? Optional.empty() : secret("qkd-key"),
                mode == KeyMode.QKD_ONLY ? Optional.empty() : secret("kem-secret"),
                chain);
    }

    private static void assertMatches(EpochSecrets secrets, String prefix) {
        assertThat(secrets.link().exposeForWire()).isEqualTo(Vectors.bytes(prefix + "-link"));
        assertThat(secrets.chain().exposeForWire()).isEqualTo(Vectors.bytes(prefix + "-chain"));
        assertThat(secrets.initiatorsConfirmation())
                .isEqualTo(Vectors.bytes(prefix + "-confirmation-i"));
        assertThat(secrets.respondersConfirmation())
                .isEqualTo(Vectors.bytes(prefix + "-confirmation-r"));
    }

    private static Optional<SecretBytes> secret(String name) {
        return Optional.of(SecretBytes.takeFrom(Vectors.bytes(name)));
    }
}
