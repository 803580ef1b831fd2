package io.warifu.servicekit.tls;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Who the other side of a TLS connection is, by its certificate alone; headers never count. The
 * container has verified the chain before a request exists, so this only reads names.
 */
public final class ClientIdentity {

    private static final String CERTIFICATE_ATTRIBUTE = "jakarta.servlet.request.X509Certificate";
    private static final int URI_NAME = 6;

    private ClientIdentity() {}

    /** The caller's leaf certificate; empty if the connection has none. */
    public static Optional<X509Certificate> certificate(HttpServletRequest request) {
        return request.getAttribute(CERTIFICATE_ATTRIBUTE) instanceof X509Certificate[] chain
                        && chain.length > 0
                ? Optional.of(chain[0])
                : Optional.empty();
    }

    /** The certificate's URI names, such as {@code urn:warifu:kme:tokyo}. */
    public static List<String> uriNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return List.of();
            }
            return names.stream()
                    .filter(name -> Integer.valueOf(URI_NAME).equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            // A name that cannot be read names nobody.
            return List.of();
        }
    }

    /** What follows {@code prefix} in the first URI name that begins with it. */
    public static Optional<String> uriName(X509Certificate certificate, String prefix) {
        return uriNames(certificate).stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .findFirst();
    }

    /** The DER form, for fingerprints. */
    public static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a verified certificate has an encoding", e);
        }
    }
}
