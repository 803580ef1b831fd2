package io.warifu.demo.pki;

import java.nio.file.Path;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Who a client is and whom it trusts, from the files that the authority wrote. */
public final class ClientTls {

    private ClientTls() {}

    /** From {@code NAME.crt}, {@code NAME.key} and {@code root.crt} in {@code folder}. */
    public static SslBundle of(Path folder, String name) {
        PemSslStoreDetails own =
                PemSslStoreDetails.forCertificate(uri(folder, name + ".crt"))
                        .withPrivateKey(uri(folder, name + ".key"));
        PemSslStoreDetails trusted = PemSslStoreDetails.forCertificate(uri(folder, "root.crt"));
        return SslBundle.of(new PemSslStoreBundle(own, trusted));
    }

    private static String uri(Path folder, String file) {
        return folder.resolve(file).toUri().toString();
    }
}
