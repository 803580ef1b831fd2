package io.warifu.demo.pki;

import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** A certificate that somebody brings along; the first one of its file counts. */
public final class ClientCertificate {

    private final Path file;
    private final X509Certificate certificate;

    private ClientCertificate(Path file, X509Certificate certificate) {
        this.file = file;
        this.certificate = certificate;
    }

    /** PEM or DER. */
    public static ClientCertificate read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new WarifuException(ErrorCode.NOT_FOUND, "there is no readable file " + file);
        }
        try {
            return new ClientCertificate(file, DevelopmentAuthority.readCertificate(file));
        } catch (GeneralSecurityException e) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST, file + " holds no X.509 certificate in PEM or DER", e);
        }
    }

    /** Of the DER form, lower-case hexadecimal. */
    public String sha256() {
        try {
            return Sha256.of(certificate.getEncoded()).hex();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate has an encoding", e);
        }
    }

    /** Refuses a certificate whose time has not come or is over. */
    @SuppressWarnings("JavaUtilDate") // The certificate gives nothing else.
    public void requireValid(Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isBefore(from) || now.isAfter(until)) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST,
                    file + " is valid from " + from + " to " + until + " only; bring a new one");
        }
    }

    /** Whether the authority in {@code root} signed it itself. */
    public boolean issuedBy(Path root) throws IOException {
        try {
            certificate.verify(DevelopmentAuthority.readCertificate(root).getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // No such signature is an answer here, not a fault.
            return false;
        }
    }
}
