package io.warifu.keys.web;

import java.net.InetAddress;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * Makes the second TLS connector. Boot configures TLS for its own connector only, so this one gets
 * the same bundle by hand: TLS 1.3, and no handshake without a client certificate of our authority.
 */
public final class PeerConnector {

    static final int MAX_CONNECTIONS = 1000;
    static final int CONNECTION_TIMEOUT_MILLIS = 20_000;

    private PeerConnector() {}

    public static Connector create(int port, @Nullable InetAddress address, SslBundle bundle) {
        Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(port);
        connector.setScheme("https");
        connector.setSecure(true);
        set(connector, "SSLEnabled", "true");
        set(connector, "maxConnections", Integer.toString(MAX_CONNECTIONS));
        set(connector, "connectionTimeout", Integer.toString(CONNECTION_TIMEOUT_MILLIS));
        if (address != null) {
            set(connector, "address", address.getHostAddress());
        }
        connector.addSslHostConfig(hostConfig(bundle));
        return connector;
    }

    private static SSLHostConfig hostConfig(SslBundle bundle) {
        SSLHostConfig config = new SSLHostConfig();
        config.setProtocols("TLSv1.3");
        config.setCertificateVerification("required");
        config.setTrustStore(bundle.getStores().getTrustStore());
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystore(bundle.getStores().getKeyStore());
        String password = bundle.getStores().getKeyStorePassword();
        certificate.setCertificateKeystorePassword(password == null ? "" : password);
        config.addCertificate(certificate);
        return config;
    }

    private static void set(Connector connector, String name, String value) {
        if (!connector.setProperty(name, value)) {
            throw new IllegalStateException("Tomcat does not know the property " + name);
        }
    }
}
