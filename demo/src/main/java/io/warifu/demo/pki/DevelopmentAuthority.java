package io.warifu.demo.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The development certificate authority: made at first start under the state folder, and used again
 * ever after. Keys are P-256, leaves live two years. It is for the demonstration; a real network
 * brings an authority whose key is not on the machine that it certifies.
 */
public final class DevelopmentAuthority {

    private static final Duration ROOT_LIFE = Duration.ofDays(3650);
    private static final Duration LEAF_LIFE = Duration.ofDays(730);
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);
    private static final int SERIAL_BITS = 127;

    private final Clock clock;
    private final SecureRandom random;
    private final X509Certificate root;
    private final PrivateKey rootKey;

    private DevelopmentAuthority(
            Clock clock, SecureRandom random, X509Certificate root, PrivateKey rootKey) {
        this.clock = clock;
        this.random = random;
        this.root = root;
        this.rootKey = rootKey;
    }

    /** Reads the authority kept in {@code folder}, or makes it. */
    public static DevelopmentAuthority open(Path folder, Clock clock, SecureRandom random)
            throws IOException {
        Path certificate = folder.resolve("root.crt");
        Path key = folder.resolve("root.key");
        try {
            if (Files.exists(certificate) && Files.exists(key)) {
                return new DevelopmentAuthority(
                        clock, random, readCertificate(certificate), readKey(key));
            }
            Files.createDirectories(folder);
            X500Principal name = new X500Principal("CN=Warifu development authority");
            KeyPair keys = newKeys(random);
            X509Certificate self =
                    new Issue(name, keys.getPublic(), name, keys, ROOT_LIFE, List.of())
                            .sign(clock, random);
            // The key first: a certificate without its key would be taken for a whole authority.
            Pem.writePrivate(key, Pem.text("PRIVATE KEY", keys.getPrivate().getEncoded()));
            Pem.writePublic(certificate, Pem.text("CERTIFICATE", self.getEncoded()));
            return new DevelopmentAuthority(clock, random, self, keys.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot open the development authority in " + folder, e);
        }
    }

    public String rootPem() {
        return certificatePem(root);
    }

    /**
     * Writes {@code NAME.crt} (leaf and root), {@code NAME.key} (PKCS#8) and {@code root.crt} into
     * {@code folder}, unless they are there.
     *
     * @param hosts DNS names beside localhost and 127.0.0.1
     * @param uris URI names, which say who this is
     * @return the leaf
     */
    public X509Certificate identity(Path folder, String name, List<String> hosts, List<String> uris)
            throws IOException {
        Path certificate = folder.resolve(name + ".crt");
        Path key = folder.resolve(name + ".key");
        Files.createDirectories(folder);
        Pem.writePublic(folder.resolve("root.crt"), rootPem());
        try {
            if (Files.exists(certificate) && Files.exists(key)) {
                return readCertificate(certificate);
            }
            KeyPair keys = newKeys(random);
            List<GeneralName> names = new ArrayList<>();
            names.add(new GeneralName(GeneralName.dNSName, "localhost"));
            names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
            hosts.forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
            uris.forEach(
                    uri -> names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
            X509Certificate leaf =
                    new Issue(
                                    new X500Principal("CN=" + name),
                                    keys.getPublic(),
                                    root.getSubjectX500Principal(),
                                    new KeyPair(root.getPublicKey(), rootKey),
                                    LEAF_LIFE,
                                    names)
                            .sign(clock, random);
            Pem.writePrivate(key, Pem.text("PRIVATE KEY", keys.getPrivate().getEncoded()));
            Pem.writePublic(certificate, certificatePem(leaf) + rootPem());
            return leaf;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot issue " + name, e);
        }
    }

    /** What one certificate says. An issue without names is the authority's own. */
    private record Issue(
            X500Principal subject,
            PublicKey subjectKey,
            X500Principal issuer,
            KeyPair issuerKeys,
            Duration life,
            List<GeneralName> names) {

        @SuppressWarnings("JavaUtilDate") // The certificate builder takes nothing else.
        X509Certificate sign(Clock clock, SecureRandom random)
                throws IOException, GeneralSecurityException {
            Instant now = clock.instant();
            boolean authority = names.isEmpty();
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            new BigInteger(SERIAL_BITS, random),
                            Date.from(now.minus(CLOCK_TOLERANCE)),
                            Date.from(now.plus(life)),
                            subject,
                            subjectKey);
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            authority
                                    ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                                    : KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    extensions.createSubjectKeyIdentifier(subjectKey));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
            if (!authority) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            try {
                return new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(
                                        new JcaContentSignerBuilder("SHA256withECDSA")
                                                .build(issuerKeys.getPrivate())));
            } catch (OperatorCreationException e) {
                throw new GeneralSecurityException("cannot sign", e);
            }
        }
    }

    static String certificatePem(X509Certificate certificate) {
        try {
            return Pem.text("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException("a certificate has an encoding", e));
        }
    }

    static X509Certificate readCertificate(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Pem.der(file)));
    }

    private static KeyPair newKeys(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }
}
