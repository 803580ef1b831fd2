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
final class PeerConnector {

    static final int MAX_CONNECTIONS = 1000;

    /** For the next bytes of a handshake or a request. */
    static final int CONNECTION_TIMEOUT_MILLIS = 10_000;

    /** Longer than the 30 s after which our clients close an idle connection by themselves. */
    static final int KEEP_ALIVE_TIMEOUT_MILLIS = 60_000;

    private PeerConnector() {}

    static Connector create(int port, @Nullable InetAddress address, SslBundle bundle) {
        Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(port);
        connector.setScheme("https");
        connector.setSecure(true);
        set(connector, "SSLEnabled", "true");
        // As on Boot's own connector: a request that waits for another site holds no thread.
        set(connector, "useVirtualThreads", "true");
        set(connector, "maxConnections", Integer.toString(MAX_CONNECTIONS));
        set(connector, "connectionTimeout", Integer.toString(CONNECTION_TIMEOUT_MILLIS));
        set(connector, "keepAliveTimeout", Integer.toString(KEEP_ALIVE_TIMEOUT_MILLIS));
        // Handshakes cost more than requests; a connection may carry any number of these.
        set(connector, "maxKeepAliveRequests", "-1");
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
