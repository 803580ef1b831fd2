package io.warifu.crossref;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class CrossRefApiPropertiesTest {

    @Test
    void hasDefaultsForEverythingButTheSiteItself() {
        CrossRefApiProperties properties = bind(Map.of());
        assertThat(properties.threshold()).isEqualTo(3);
        assertThat(properties.issuer()).isEqualTo("warifu-dev-kochi");
        assertThat(properties.refreshInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(properties.checkInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(properties.answerTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(properties.suspectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(properties.servers()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "threshold,1",
        "threshold,4",
        "site,Not A Site",
        "share-servers[0].url,http://localhost:1/",
        "share-servers[0].index,0",
        "refresh-interval,0s",
        "owners,''"
    })
    void refusesWrongSettings(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value)).servers()).isNotNull();
    }

    private static CrossRefApiProperties bind(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>();
        settings.put("site", "kochi");
        settings.put("token-keys", "file:/nowhere/jwks.json");
        settings.put("owners", "tokyo,kochi");
        for (int i = 0; i < 3; i++) {
            settings.put("share-servers[" + i + "].site", "site" + i);
            settings.put("share-servers[" + i + "].index", Integer.toString(i + 1));
            settings.put("share-servers[" + i + "].url", "http://localhost:1808" + i);
        }
        settings.putAll(changes);
        Map<String, String> source = new HashMap<>();
        settings.forEach((key, value) -> source.put("warifu.cross-ref-api." + key, value));
        return new Binder(new MapConfigurationPropertySource(source))
                .bind("warifu.cross-ref-api", CrossRefApiProperties.class)
                .get();
    }
}
