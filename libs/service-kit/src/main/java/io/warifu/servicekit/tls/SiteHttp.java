package io.warifu.servicekit.tls;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.springframework.boot.ssl.SslBundle;

/**
 * HTTP clients for talk between services: HTTP/1.1 (one exchange per connection suits the gateway's
 * one carrier per connection), virtual threads, a connect time-out. Each request sets its own
 * time-out.
 */
public final class SiteHttp {

    private SiteHttp() {}

    /** For services of the same site, and for those behind the local gateway. */
    public static HttpClient plain(Duration connectTimeout) {
        return builder(connectTimeout).build();
    }

    /** Presents the bundle's certificate and trusts its authority only. */
    public static HttpClient mutualTls(SslBundle bundle, Duration connectTimeout) {
        return builder(connectTimeout).sslContext(bundle.createSslContext()).build();
    }

    private static HttpClient.Builder builder(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .connectTimeout(connectTimeout);
    }
}
