package io.warifu.shares.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.wire.share.ShareReceipt;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReceiptSignerTest {

    private static final SiteId TOKYO = new SiteId("tokyo");
    private static final ObjectId OBJECT = new ObjectId(UUID.randomUUID());
    private static final Sha256 DIGEST = Sha256.of(new byte[] {1});
    private static final Instant NOW = Instant.parse("2026-11-25T09:30:15.123Z");

    @Test
    void refusesWhatIsNoEd25519KeyAndDoesNotQuoteIt() throws Exception {
        byte[] otherKind =
                pem(KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded());
        byte[] garbage = "secret stuff".getBytes(StandardCharsets.US_ASCII);
        for (byte[] bad : new byte[][] {otherKind, garbage, new byte[0]}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ReceiptSigner.of(TOKYO, bad))
                    .withMessage("the receipt key is no Ed25519 private key in PKCS#8 PEM")
                    .withNoCause();
        }
    }

    @Test
    void wipesThePemItWasGiven() throws Exception {
        byte[] pem = pem(newKeys().getPrivate().getEncoded());
        assertThat(ReceiptSigner.of(TOKYO, pem)).isNotNull();
        assertThat(pem).containsOnly(0);
    }

    @Test
    void signsTheCanonicalTextAndNothingElse() throws Exception {
        KeyPair keys = newKeys();
        ShareReceipt receipt =
                ReceiptSigner.of(TOKYO, pem(keys.getPrivate().getEncoded()))
                        .sign(OBJECT, DIGEST, NOW);
        assertThat(verifies(keys, receipt, receipt.signedText())).isTrue();
        assertThat(
                        verifies(
                                keys,
                                receipt,
                                ShareReceipt.signedText(
                                        receipt.objectId(),
                                        "kochi",
                                        receipt.sha256(),
                                        receipt.storedAt())))
                .isFalse();
    }

    @Test
    void givesTheSameReceiptAgain() throws Exception {
        byte[] pem = pem(newKeys().getPrivate().getEncoded());
        ShareReceipt first = ReceiptSigner.of(TOKYO, pem.clone()).sign(OBJECT, DIGEST, NOW);
        assertThat(ReceiptSigner.of(TOKYO, pem).sign(OBJECT, DIGEST, NOW)).isEqualTo(first);
    }

    private static boolean verifies(KeyPair keys, ShareReceipt receipt, byte[] text)
            throws Exception {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(keys.getPublic());
        signature.update(text);
        return signature.verify(Base64.getDecoder().decode(receipt.signature()));
    }

    private static KeyPair newKeys() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static byte[] pem(byte[] der) {
        return ("-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END PRIVATE KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
