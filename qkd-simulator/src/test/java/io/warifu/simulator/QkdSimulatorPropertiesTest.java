package io.warifu.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.QkdSimulatorProperties.LinkProperties;
import io.warifu.simulator.finite.Proof;
import io.warifu.simulator.link.LinkRole;
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
        "block-bits, 100",
        "block-bits, 100000000",
        "check-clicks, 1",
        "train-clicks, 5000000",
        "blocks-in-flight, 0",
        "proof, LIM",
        "eps-secrecy, 0",
        "eps-correctness, 2",
        "links[0].preset, nonsense",
        "links[0].loss-db, 90",
        "links[0].loss-drift-db, 60"
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
        assertThat(properties.blockBits()).isEqualTo(1 << 20);
        assertThat(properties.epsSecrecy()).isEqualTo(1e-10);
        LinkProperties link = properties.links().getFirst();
        assertThat(link.role()).isEqualTo(LinkRole.ALICE);
        assertThat(properties.settings(link).origin().preset()).isEqualTo("demonstration");
        assertThat(properties.settings(link).postProcessing().proof()).isEqualTo(Proof.WIESEMANN);
        assertThat(properties.settings(link).optics().fibre().lossDb()).isEqualTo(13.5);
        assertThat(link.illustrative()).isTrue();
        assertThat(link.bindAddress()).isEqualTo("127.0.0.1");
    }

    private static QkdSimulatorProperties bind(Map<String, String> changes) {
        String prefix = "warifu.qkd-simulator.";
        Map<String, String> values = new HashMap<>();
        values.put(prefix + "site", "tokyo");
        values.put(prefix + "key-manager-url", "https://localhost:18144");
        values.put(prefix + "state-directory", "state");
        values.put(prefix + "links[0].pre-shared-secret", "secret");
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
