package io.warifu.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.ingest.EmrIngestProperties.ShareServer;
import io.warifu.kernel.id.SiteId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

final class EmrIngestPropertiesTest {

    private static final Resource KEY =
            new ByteArrayResource("key".getBytes(StandardCharsets.UTF_8));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static EmrIngestProperties properties(int threshold, ShareServer... servers) {
        return new EmrIngestProperties(
                "tokyo", threshold, KEY, KEY, List.of(servers), SECOND, SECOND, SECOND, SECOND);
    }

    private static ShareServer server(String site, int index) {
        return new ShareServer(site, index, URI.create("http://localhost:1"), KEY);
    }

    @Test
    void refusesServersThatCannotKeepAllShares() {
        assertThatThrownBy(() -> properties(3, server("tokyo", 1), server("kochi", 2)))
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> properties(2, server("tokyo", 1), server("kochi", 3)))
                .hasMessageContaining("indexes 1 to 2");
        assertThatThrownBy(() -> properties(2, server("tokyo", 1), server("tokyo", 2)))
                .hasMessageContaining("twice");
    }

    @Test
    void ordersServersByTheIndexOfTheirShare() {
        EmrIngestProperties properties =
                properties(2, server("osaka", 3), server("tokyo", 1), server("kochi", 2));

        assertThat(properties.shareSites())
                .containsExactly(new SiteId("tokyo"), new SiteId("kochi"), new SiteId("osaka"));
    }

    @Test
    void hasDefaultsForAllTimes() {
        EmrIngestProperties properties =
                new Binder(
                                new MapConfigurationPropertySource(
                                        Map.of(
                                                "x.site", "tokyo",
                                                "x.threshold", "2",
                                                "x.token-keys", "classpath:emr-ingest.yml",
                                                "x.pseudonym-key", "classpath:emr-ingest.yml",
                                                "x.share-servers[0].site", "tokyo",
                                                "x.share-servers[0].index", "1",
                                                "x.share-servers[1].site", "kochi",
                                                "x.share-servers[1].index", "2")))
                        .bind("x", EmrIngestProperties.class)
                        .get();

        assertThat(properties.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(properties.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties.retryCap()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties.patience()).isEqualTo(Duration.ofSeconds(60));
    }
}
