package io.warifu.keys.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.keys.RawHttps;
import io.warifu.keys.enrolment.SaeDirectory.Revocation;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose certificate counts, and until when. */
class IdentityTest extends DeliveryCase {

    private static final String STATUS = "/api/v1/keys/gateway-kochi/status";
    private static final String REQUEST = "GET " + STATUS + " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void doesNotSpeakWithoutACertificate() throws GeneralSecurityException, IOException {
        assertHangsUp(context(null));
    }

    @Test
    void doesNotSpeakToTheSameNameFromAnotherAuthority()
            throws GeneralSecurityException, IOException {
        TestPki.Identity foreign = new TestPki().identity("gateway-tokyo", "urn:sae:gateway-tokyo");
        assertHangsUp(context(foreign));
    }

    @Test
    void doesNotSpeakToAnExpiredCertificateThoughItIsEnrolled() {
        assertHangsUp(servers().identity("expired-tokyo").sslContext());
    }

    @Test
    void refusesOnAnOpenConnectionOnceTheCertificateHasExpired() throws IOException {
        try (RawHttps connection = servers().raw("gateway-tokyo", "tokyo")) {
            assertThat(connection.exchange(REQUEST).status()).isEqualTo(200);
            servers().clockAhead(Duration.ofDays(2));
            assertThat(connection.exchange(REQUEST).status()).isEqualTo(401);
        } finally {
            servers().clockAhead(Duration.ZERO);
        }
    }

    @Test
    void refusesARevokedSaeOnItsOpenConnectionAndAsASlave() throws IOException {
        try (RawHttps connection = servers().raw("second-tokyo", "tokyo")) {
            assertThat(connection.exchange(REQUEST).status()).isEqualTo(200);
            assertThat(servers().saes().revoke(new SaeId("second-tokyo"), Instant.EPOCH))
                    .isEqualTo(Revocation.REVOKED);
            RawHttps.Answer refused = connection.exchange(REQUEST);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body()).contains("message");
        }
        HttpResponse<String> slave =
                servers().call("gateway-tokyo", "tokyo", "/api/v1/keys/second-tokyo/enc_keys", "");
        assertThat(slave.statusCode()).isEqualTo(400);
    }

    /** Shows the given identity, whoever issued it, and trusts our authority. */
    private SSLContext context(TestPki.@Nullable Identity shown)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", servers().identity("gateway-tokyo").root());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        char[] password = "test".toCharArray();
        if (shown != null) {
            Certificate[] chain = {shown.certificate(), shown.root()};
            own.setKeyEntry("own", shown.key(), password, chain);
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, password);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** In TLS 1.3 the client learns of the refusal when it reads. */
    private void assertHangsUp(SSLContext context) {
        assertThatThrownBy(
                        () -> {
                            try (RawHttps connection =
                                    new RawHttps(context, servers().port("tokyo"))) {
                                connection.exchange(REQUEST);
                            }
                        })
                .isInstanceOf(IOException.class);
    }
}
