package io.warifu.servicekit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A throw-away certificate authority for tests, with the same shape of certificates as the demo's.
 */
public final class TestPki {

    private static final Duration LIFE = Duration.ofDays(1);

    private final AtomicLong serial = new AtomicLong(System.nanoTime());
    private final KeyPair rootKeys = newKeys();
    private final X509Certificate root;

    public TestPki() {
        X500Principal name = new X500Principal("CN=Warifu test root");
        root =
                issue(
                        Instant.now().minusSeconds(60),
                        name,
                        rootKeys,
                        name,
                        rootKeys,
                        true,
                        List.of());
    }

    /**
     * A leaf and its key.
     *
     * @param root the authority that signed the leaf
     */
    public record Identity(X509Certificate certificate, PrivateKey key, X509Certificate root) {

        /** SHA-256 of the DER certificate, lower-case hexadecimal. */
        public String sha256() {
            try {
                return HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A TLS context that presents this leaf and trusts its root only. */
        public SSLContext sslContext() {
            try {
                char[] password = "test".toCharArray();
                KeyStore own = KeyStore.getInstance("PKCS12");
                own.load(null, null);
                own.setKeyEntry("own", key, password, new Certificate[] {certificate, root});
                KeyManagerFactory keys =
                        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(own, password);
                KeyStore trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                trusted.setCertificateEntry("root", root);
                TrustManagerFactory trust =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(trusted);
                SSLContext context = SSLContext.getInstance("TLSv1.3");
                context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
                return context;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("cannot make a TLS context", e);
            }
        }

        /**
         * Writes PEM files and returns the Spring properties of an SSL bundle named {@code site}.
         */
        public String[] springArguments(Path folder) {
            String bundle = "--spring.ssl.bundle.pem.site.";
            Path crt = folder.resolve(sha256() + ".crt");
            Path pem = folder.resolve(sha256() + ".key");
            Path rootCrt = folder.resolve(sha256() + ".root.crt");
            try {
                Files.writeString(
                        crt,
                        pem("CERTIFICATE", certificate.getEncoded())
                                + pem("CERTIFICATE", root.getEncoded()));
                Files.writeString(pem, pem("PRIVATE KEY", key.getEncoded()));
                Files.writeString(rootCrt, pem("CERTIFICATE", root.getEncoded()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            return new String[] {
                bundle + "keystore.certificate=" + crt.toUri(),
                bundle + "keystore.private-key=" + pem.toUri(),
                bundle + "truststore.certificate=" + rootCrt.toUri(),
                bundle + "options.enabled-protocols=TLSv1.3"
            };
        }
    }

    /** A leaf for localhost with the given URI names, for example {@code urn:sae:gateway-tokyo}. */
    public Identity identity(String commonName, String... uris) {
        return identity(Instant.now().minusSeconds(60), commonName, uris);
    }

    /** The same, and its time is over. */
    public Identity expired(String commonName, String... uris) {
        return identity(Instant.now().minus(LIFE).minusSeconds(60), commonName, uris);
    }

    private Identity identity(Instant from, String commonName, String... uris) {
        KeyPair keys = newKeys();
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        for (String uri : uris) {
            names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
        }
        X509Certificate leaf =
                issue(
                        from,
                        new X500Principal("CN=" + commonName),
                        keys,
                        root.getSubjectX500Principal(),
                        rootKeys,
                        false,
                        names);
        return new Identity(leaf, keys.getPrivate(), root);
    }

    @SuppressWarnings("JavaUtilDate") // The certificate builder takes nothing else.
    private X509Certificate issue(
            Instant from,
            X500Principal subject,
            KeyPair subjectKeys,
            X500Principal issuer,
            KeyPair issuerKeys,
            boolean authority,
            List<GeneralName> names) {
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            BigInteger.valueOf(serial.incrementAndGet()),
                            Date.from(from),
                            Date.from(from.plus(LIFE)),
                            subject,
                            subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(issuerKeys.getPrivate())));
        } catch (CertIOException
                | OperatorCreationException
                | java.security.cert.CertificateException e) {
            throw new IllegalStateException("cannot issue a test certificate", e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    static String pem(String type, byte[] der) {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
