package io.warifu.simulator.verify;

import static io.warifu.simulator.verify.Rejection.unless;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The second line of a ledger file: who signed the first, and the signature. */
final class Seal {

    private static final Pattern FORM =
            Pattern.compile(
                    "\\{\"certificate\":\"((?:[0-9a-f]{2})+)\",\"signature\":\"([0-9a-f]{128})\"}");

    private static final String CURVE_ORDER =
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    private static final int URI_NAME = 6;
    private static final int HEX = 16;
    private static final int HEX_DIGITS_OF_R = 64;

    private final X509Certificate certificate;
    private final String certificateHex;
    private final String signature;

    private Seal(X509Certificate certificate, String certificateHex, String signature) {
        this.certificate = certificate;
        this.certificateHex = certificateHex;
        this.signature = signature;
    }

    static Seal of(String line) throws Rejection {
        Matcher seal = FORM.matcher(line);
        unless(seal.matches(), Check.FORM, "the second line is no seal");
        byte[] der = HexFormat.of().parseHex(seal.group(1));
        try {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(der));
            unless(
                    Arrays.equals(der, certificate.getEncoded()),
                    Check.CERTIFICATE,
                    "there is more than a certificate");
            return new Seal(certificate, seal.group(1), seal.group(2));
        } catch (GeneralSecurityException e) {
            throw new Rejection(Check.CERTIFICATE, "the certificate cannot be read", e);
        }
    }

    /** The bytes that are signed: what stands here may not change, and neither may who signed. */
    static byte[] underSignature(String line, String certificateHex) {
        return (Claims.FORMAT + "\n" + line + "\n" + certificateHex)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What the next ledger of the chain names as its previous one. */
    static String digest(String line) {
        String text = Claims.FORMAT + "\n" + line;
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void check(String line, String site) throws Rejection {
        BigInteger order = new BigInteger(CURVE_ORDER, HEX);
        if (!(certificate.getPublicKey() instanceof ECPublicKey key
                && key.getParams().getOrder().equals(order))) {
            throw new Rejection(Check.CERTIFICATE, "the certificate has no P-256 key");
        }
        BigInteger s = new BigInteger(signature.substring(HEX_DIGITS_OF_R), HEX);
        unless(
                s.shiftLeft(1).compareTo(order) <= 0,
                Check.SIGNATURE,
                "of the two equal signatures this is the one not used");
        unless(isValid(line, key), Check.SIGNATURE, "the signature does not fit");
        unless(
                names("urn:warifu:qkd:" + site),
                Check.SIGNER,
                "the certificate is not that of the QKD modules at " + site);
    }

    private boolean isValid(String line, ECPublicKey key) {
        try {
            Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(key);
            check.update(underSignature(line, certificateHex));
            return check.verify(HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException e) {
            // Numbers that are no signature at all (r or s of 0, or too large) end here.
            return false;
        }
    }

    private boolean names(String uri) throws Rejection {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .anyMatch(name ->
                                    name.get(0).equals(URI_NAME) && uri.equals(name.get(1)));
        } catch (GeneralSecurityException e) {
            throw new Rejection(Check.CERTIFICATE, "the certificate's names cannot be read", e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // The path validator takes nothing else.
    void checkAnchored(X509Certificate root, long issuedAtEpochSeconds) throws Rejection {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            // A development authority publishes no revocation lists.
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(Instant.ofEpochSecond(issuedAtEpochSeconds)));
            var path =
                    CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
            var _ = CertPathValidator.getInstance("PKIX").validate(path, parameters);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Rejection(
                    Check.ANCHOR, "the signer was not certified under the root for that time", e);
        }
    }
}
