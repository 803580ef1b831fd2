package io.warifu.simulator.proof;

import io.warifu.kernel.id.SiteId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Signs ledgers with the key by which this site's QKD modules are known (P-256, ECDSA with
 * SHA-256).
 *
 * <p>Guarantee: the certificate names {@code urn:warifu:qkd:SITE}, and nothing but ledgers of that
 * site is signed. Of the two signatures (r, s) and (r, n - s), which are equally good, the one with
 * the smaller s is given, so that nobody can make another valid file out of this one.
 */
public final class LedgerSigner {

    public static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    private static final int COORDINATE_BYTES = 32;
    private static final int SAN_URI = 6;

    private final PrivateKey key;
    private final BigInteger order;
    private final String certificateHex;
    private final SiteId site;

    public LedgerSigner(PrivateKey key, X509Certificate certificate, SiteId site) {
        if (!(key instanceof ECPrivateKey curve)
                || curve.getParams().getOrder().bitLength() != 8 * COORDINATE_BYTES) {
            throw new IllegalArgumentException("ledgers are signed with a P-256 key");
        }
        this.key = key;
        this.order = curve.getParams().getOrder();
        this.site = site;
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            String wanted = "urn:warifu:qkd:" + site;
            if ((names == null ? Collections.<List<?>>emptyList() : names)
                    .stream()
                            .noneMatch(name ->
                                    name.get(0).equals(SAN_URI) && wanted.equals(name.get(1)))) {
                throw new IllegalArgumentException("the certificate does not name " + wanted);
            }
            certificateHex = HexFormat.of().formatHex(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificate cannot be read", e);
        }
    }

    /**
     * Takes the one private key in a key store, as a Spring SSL bundle holds it.
     *
     * @param password of the key, null if it has none
     */
    public static LedgerSigner of(KeyStore store, char @Nullable [] password, SiteId site)
            throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)
                    && store.getKey(alias, password) instanceof PrivateKey key
                    && store.getCertificate(alias) instanceof X509Certificate certificate) {
                return new LedgerSigner(key, certificate, site);
            }
        }
        throw new GeneralSecurityException("the key store has no private key");
    }

    /** Signs a ledger of this site. */
    public SignedLedger sign(BlockLedger ledger) {
        if (!ledger.site().equals(site)) {
            throw new IllegalArgumentException(
                    "a ledger of " + ledger.site() + " is not signed by " + site);
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(LedgerCodec.underSignature(LedgerCodec.line(ledger)));
            // So that not a bit of the certificate can be changed either.
            signature.update(("\n" + certificateHex).getBytes(StandardCharsets.US_ASCII));
            return new SignedLedger(ledger, certificateHex, withSmallerS(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a P-256 key signs", e);
        }
    }

    private String withSmallerS(byte[] signature) {
        BigInteger r = new BigInteger(1, signature, 0, COORDINATE_BYTES);
        BigInteger s = new BigInteger(1, signature, COORDINATE_BYTES, COORDINATE_BYTES);
        return hex(r) + hex(s.min(order.subtract(s)));
    }

    private static String hex(BigInteger coordinate) {
        return String.format(Locale.ROOT, "%064x", coordinate);
    }
}
