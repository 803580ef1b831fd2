package io.warifu.shares.receipt;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.wire.share.ShareReceipt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Signs receipts with the site's Ed25519 key.
 *
 * <p>Guarantee: the signature is a function of key and text alone (RFC 8032), so a receipt that is
 * made again from what the database keeps is the same receipt, byte for byte. Assumption: callers
 * sign only what is committed. Safe for several threads.
 */
public final class ReceiptSigner {

    private static final String ALGORITHM = "Ed25519";

    private final SiteId site;
    private final PrivateKey key;

    private ReceiptSigner(SiteId site, PrivateKey key) {
        this.site = site;
        this.key = key;
    }

    /**
     * Reads the key and wipes what it was read from.
     *
     * @param pem PKCS#8 in PEM; overwritten with zeros
     */
    public static ReceiptSigner of(SiteId site, byte[] pem) {
        byte[] der = new byte[0];
        try {
            der = decode(pem);
            return new ReceiptSigner(
                    site,
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause is left out: its message may quote the key.
            throw new IllegalArgumentException(
                    "the receipt key is no Ed25519 private key in PKCS#8 PEM");
        } finally {
            Arrays.fill(pem, (byte) 0);
            Arrays.fill(der, (byte) 0);
        }
    }

    private static byte[] decode(byte[] pem) {
        String text = new String(pem, StandardCharsets.US_ASCII);
        String begin = "-----BEGIN PRIVATE KEY-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END PRIVATE KEY-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no PEM private key");
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    public ShareReceipt sign(ObjectId object, Sha256 sha256, Instant storedAt) {
        byte[] text =
                ShareReceipt.signedText(
                        object.toString(), site.value(), sha256.hex(), storedAt.toString());
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(text);
            return new ShareReceipt(
                    object.toString(),
                    site.value(),
                    sha256.hex(),
                    storedAt.toString(),
                    Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 refused to sign", e);
        }
    }
}
