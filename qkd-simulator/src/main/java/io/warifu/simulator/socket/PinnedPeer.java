package io.warifu.simulator.socket;

import io.warifu.servicekit.tls.ClientIdentity;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;

/**
 * A bundle that trusts one peer only: the chain must lead to the bundle's authority and the leaf
 * must carry one given URI name. All parties have certificates of one authority, so without this
 * any of them could pose as any other.
 */
public final class PinnedPeer {

    private PinnedPeer() {}

    /** The same keys and authority as {@code bundle}, but only for the peer named {@code uri}. */
    public static SslBundle of(SslBundle bundle, String uri) {
        return SslBundle.of(
                bundle.getStores(),
                bundle.getKey(),
                bundle.getOptions(),
                bundle.getProtocol(),
                new PinnedManagers(bundle.getManagers(), uri));
    }

    private record PinnedManagers(SslManagerBundle managers, String uri)
            implements SslManagerBundle {

        @Override
        public javax.net.ssl.KeyManagerFactory getKeyManagerFactory() {
            return managers.getKeyManagerFactory();
        }

        @Override
        public TrustManagerFactory getTrustManagerFactory() {
            return managers.getTrustManagerFactory();
        }

        @Override
        public TrustManager[] getTrustManagers() {
            return Arrays.stream(managers.getTrustManagers())
                    .map(manager ->
                            manager instanceof X509ExtendedTrustManager x509
                                    ? new PinnedTrust(x509, uri)
                                    : manager)
                    .toArray(TrustManager[]::new);
        }
    }

    private static final class PinnedTrust extends X509ExtendedTrustManager {

        private final X509ExtendedTrustManager authority;
        private final String uri;

        PinnedTrust(X509ExtendedTrustManager authority, String uri) {
            this.authority = authority;
            this.uri = uri;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            authority.checkClientTrusted(chain, authType);
            requireName(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            authority.checkClientTrusted(chain, authType, socket);
            requireName(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            authority.checkClientTrusted(chain, authType, engine);
            requireName(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            authority.checkServerTrusted(chain, authType);
            requireName(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            authority.checkServerTrusted(chain, authType, socket);
            requireName(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            authority.checkServerTrusted(chain, authType, engine);
            requireName(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return authority.getAcceptedIssuers();
        }

        private void requireName(X509Certificate[] chain) throws CertificateException {
            if (!ClientIdentity.uriNames(chain[0]).contains(uri)) {
                throw new CertificateException("the peer is not " + uri);
            }
        }
    }
}
