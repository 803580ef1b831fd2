package io.warifu.demo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class NetworkPlanTest {

    @TempDir Path folder;

    @Test
    void hasTheAddressesThatTheReadmePromises() {
        assertThat(NetworkPlan.TOKYO.port(Port.CROSS_REF_API)).isEqualTo(18180);
        assertThat(NetworkPlan.KOCHI.port(Port.CROSS_REF_API)).isEqualTo(18280);
        assertThat(NetworkPlan.SITES.stream().map(s -> s.port(Port.KEY_MANAGER_014)))
                .containsExactly(18143, 18243, 18343, 18443, 18543);
    }

    @Test
    void noTwoListenersShareAPort() {
        List<Integer> ports = new ArrayList<>();
        for (Site site : NetworkPlan.SITES) {
            for (Port port : Port.values()) {
                if (port != Port.QKD_FIRST_LINK && port != Port.GATEWAY_FIRST_TUNNEL) {
                    ports.add(site.port(port));
                }
            }
            NetworkPlan.others(site).forEach(target -> ports.add(site.tunnelPort(target)));
        }
        for (QkdLink link : NetworkPlan.LINKS) {
            ports.add(link.quantumPort());
            ports.add(link.classicalPort());
        }
        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void everyPairOfSitesStaysConnectedWhenAnyThirdSiteIsLost() {
        // This is Menger's theorem for two node-disjoint paths.
        for (Site from : NetworkPlan.SITES) {
            for (Site to : NetworkPlan.others(from)) {
                for (Site lost : NetworkPlan.SITES) {
                    if (!lost.equals(from) && !lost.equals(to)) {
                        assertThat(reachable(from, lost)).contains(to);
                    }
                }
            }
        }
    }

    @Test
    void writesOneFilePerServiceThatAYamlReaderUnderstands() throws Exception {
        Home home = new Home(folder);
        new ConfigurationFiles(home, Addressing.LOOPBACK, "p").write(NetworkPlan.KOCHI);
        Map<String, Map<String, Object>> files = new HashMap<>();
        for (Service service : Service.values()) {
            Path file = home.config(NetworkPlan.KOCHI).resolve(service.configName() + ".yml");
            files.put(service.configName(), new Yaml().load(Files.readString(file)));
        }
        assertThat(String.valueOf(files.get("key-manager")))
                .contains(
                        "https://localhost:18144",
                        "jdbc:postgresql://127.0.0.1:18232/key_manager",
                        "state-directory=" + home.keyState(NetworkPlan.KOCHI),
                        "directory=" + home.keyState(NetworkPlan.KOCHI).resolve("vault"),
                        "master=gateway-tokyo, slave=gateway-kochi, bits=16384");
        assertThat(String.valueOf(files.get("qkd-simulator")))
                .contains(
                        "preset=demonstration",
                        "state-directory=" + home.qkdState(NetworkPlan.KOCHI),
                        home.identity(NetworkPlan.KOCHI)
                                .resolve("qkd-osaka-kochi.secret")
                                .toString());
        assertThat(String.valueOf(files.get("emr-ingest")))
                .contains("http://localhost:18285", "http://localhost:18221", "tokyo-receipt.pub");
    }

    @Test
    void namesContainersInCompose() throws Exception {
        Home home = new Home(folder);
        new ConfigurationFiles(home, Addressing.COMPOSE, "p").write(NetworkPlan.TOKYO);
        String gateway =
                Files.readString(home.config(NetworkPlan.TOKYO).resolve("encryptor-gateway.yml"));
        assertThat(gateway)
                .contains("kochi-encryptor-gateway", "https://tokyo-key-manager:18143")
                .contains("/warifu/identity/gateway.crt")
                .doesNotContain(folder.toString(), "localhost");
        assertThat(Files.readString(home.config(NetworkPlan.TOKYO).resolve("qkd-simulator.yml")))
                .contains("/warifu/identity/qkd-tokyo-koganei.secret", "state-directory: /state");
        assertThat(Files.readString(home.config(NetworkPlan.TOKYO).resolve("key-manager.yml")))
                .contains("directory: /state/vault", "master-key-file: /state/master.key");
    }

    private static Set<Site> reachable(Site from, Site lost) {
        Set<Site> seen = new HashSet<>(Set.of(from));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (QkdLink link : NetworkPlan.LINKS) {
                if (!link.joins(lost)
                        && (seen.contains(link.alice()) != seen.contains(link.bob()))) {
                    grew |= seen.addAll(List.of(link.alice(), link.bob()));
                }
            }
        }
        return seen;
    }
}
