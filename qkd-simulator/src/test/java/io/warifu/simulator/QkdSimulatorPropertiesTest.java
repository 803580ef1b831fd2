package io.warifu.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.QkdSimulatorProperties.LinkProperties;
import io.warifu.simulator.link.LinkRole;
import io.warifu.simulator.optics.PhotonSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class QkdSimulatorPropertiesTest {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "site, Tokyo!",
        "site, osaka",
        "block-interval, 10s",
        "block-interval, 1ms",
        "links[0].role, BOB",
        "links[0].bob, tokyo"
    })
    void refusesWrongValues(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of(name, value))).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "sifted-bits-per-block, 100",
        "sifted-bits-per-block, 10000000",
        "sifted-bits-per-check, 1",
        "links[0].loss-db, 90",
        "links[0].misalignment, 0.9",
        "links[0].detector-efficiency, 0"
    })
    void refusesImpossiblePhysicsWhenItIsBuilt(String name, String value) {
        QkdSimulatorProperties properties = bind(Map.of(name, value));
        assertThatThrownBy(() -> properties.settings(properties.links().getFirst()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasTheseDefaults() {
        QkdSimulatorProperties properties = bind(Map.of());
        assertThat(properties.attacksAllowed()).isFalse();
        assertThat(properties.blockInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(properties.siftedBitsPerBlock()).isEqualTo(32_768);
        assertThat(properties.siftedBitsPerCheck()).isEqualTo(2_048);
        LinkProperties link = properties.links().getFirst();
        assertThat(link.role()).isEqualTo(LinkRole.ALICE);
        assertThat(link.source()).isEqualTo(PhotonSource.Kind.SINGLE_PHOTON);
        assertThat(link.detectorEfficiency()).isEqualTo(0.2);
        assertThat(link.darkCountProbability()).isEqualTo(1e-6);
        assertThat(link.misalignment()).isEqualTo(0.02);
        assertThat(link.meanPhotonsPerPulse()).isEqualTo(0.5);
        assertThat(link.illustrative()).isTrue();
        assertThat(link.bindAddress()).isEqualTo("127.0.0.1");
    }

    private static QkdSimulatorProperties bind(Map<String, String> changes) {
        String prefix = "warifu.qkd-simulator.";
        Map<String, String> values = new HashMap<>();
        values.put(prefix + "site", "tokyo");
        values.put(prefix + "key-manager-url", "https://localhost:18144");
        values.put(prefix + "links[0].alice", "tokyo");
        values.put(prefix + "links[0].bob", "koganei");
        values.put(prefix + "links[0].role", "ALICE");
        values.put(prefix + "links[0].quantum-port", "18350");
        values.put(prefix + "links[0].classical-port", "18351");
        values.put(prefix + "links[0].length-km", "45");
        values.put(prefix + "links[0].loss-db", "13.5");
        changes.forEach((name, value) -> values.put(prefix + name, value));
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("warifu.qkd-simulator", QkdSimulatorProperties.class)
                .get();
    }
}
