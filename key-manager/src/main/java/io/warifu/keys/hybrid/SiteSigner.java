package io.warifu.keys.hybrid;

import io.warifu.servicekit.tls.ClientIdentity;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collections;
import org.springframework.boot.ssl.SslBundle;

/**
 * Signs for a site with the key of the certificate that it shows in TLS.
 *
 * <p>Why not an ML-DSA key beside it: the certificate is the one identity that the network's
 * authority already gives out and takes back, and a signature must hold only while the epoch is
 * being agreed; a quantum computer of later years gains nothing by forging it then. An attacker who
 * breaks it today, in the middle of the connection, gets the hybrid's secret only: the keys still
 * are what the links carried. The algorithm follows the certificate, so an authority that issues
 * ML-DSA certificates (FIPS 204) changes nothing here.
 */
record SiteSigner(X509Certificate certificate, PrivateKey key) {

    /** The site's own certificate and key. */
    static SiteSigner of(SslBundle bundle) {
        try {
            KeyStore store = bundle.getStores().getKeyStore();
            if (store == null) {
                throw new IllegalStateException("the TLS bundle has no key");
            }
            String password = bundle.getKey().getPassword();
            if (password == null) {
                password = bundle.getStores().getKeyStorePassword();
            }
            char[] characters = password == null ? new char[0] : password.toCharArray();
            for (String alias : Collections.list(store.aliases())) {
                Key found = store.isKeyEntry(alias) ? store.getKey(alias, characters) : null;
                if (found instanceof PrivateKey own
                        && store.getCertificate(alias) instanceof X509Certificate leaf) {
                    return new SiteSigner(leaf, own);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of the TLS bundle cannot be read", e);
        }
        throw new IllegalStateException("the TLS bundle has no private key");
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm(certificate));
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the site's key does not sign", e);
        }
    }

    /** Whether the holder of {@code certificate} signed; anything odd counts as no. */
    static boolean verifies(X509Certificate certificate, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(algorithm(certificate));
            signature.initVerify(certificate.getPublicKey());
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static byte[] fingerprint(X509Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(ClientIdentity.encoded(certificate));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String algorithm(X509Certificate certificate) throws NoSuchAlgorithmException {
        String kind = certificate.getPublicKey().getAlgorithm();
        return switch (kind) {
            case "EC" -> "SHA384withECDSA";
            case "RSA" -> "SHA384withRSA";
            case "EdDSA" -> "EdDSA";
            case "ML-DSA" -> "ML-DSA";
            default -> throw new NoSuchAlgorithmException("no signatures with " + kind);
        };
    }

    @Override
    public String toString() {
        return "SiteSigner[" + certificate.getSubjectX500Principal() + "]";
    }
}
