package io.warifu.demo.drill;

import io.warifu.demo.control.Network;
import io.warifu.demo.control.Restoration;
import io.warifu.demo.gatewaypair.GatewayEnd;
import io.warifu.demo.gatewaypair.GatewayPair;
import io.warifu.demo.gatewaytrial.Bars;
import io.warifu.demo.gatewaytrial.DryPool;
import io.warifu.demo.gatewaytrial.Findings;
import io.warifu.demo.gatewaytrial.FlipBits;
import io.warifu.demo.gatewaytrial.HangKeyManager;
import io.warifu.demo.gatewaytrial.InjectEnd;
import io.warifu.demo.gatewaytrial.KillPeer;
import io.warifu.demo.gatewaytrial.ManyStreams;
import io.warifu.demo.gatewaytrial.Replay;
import io.warifu.demo.gatewaytrial.Trial;
import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Port;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A fault between two gateways. It runs on a pair of gateway processes of its own, which get their
 * keys as consumers of their own from the key managers of two sites of the running network: so a
 * man in the middle can sit on their wire, either may be killed, and no traffic of the network
 * suffers; only dry-pool takes its keys for a while.
 */
final class GatewayDrill implements Drill {

    private static final Site FROM = NetworkPlan.TOKYO;
    private static final Site TO = NetworkPlan.KOCHI;

    private static final int FLIPS = 50;
    private static final int STREAMS = 1_000;

    /** As long as a consumer needs to take all keys there are between the two sites. */
    private static final Duration DRY_LIMIT = Duration.ofMinutes(4);

    private final String name;
    private final String purpose;
    private final String success;
    private final Function<Network, Trial> trial;

    private GatewayDrill(
            String name, String purpose, String success, Function<Network, Trial> trial) {
        this.name = name;
        this.purpose = purpose;
        this.success = success;
        this.trial = trial;
    }

    static List<Drill> all() {
        return List.of(
                new GatewayDrill(
                        "dry-pool",
                        "the gateways' keys run out under load: warning, hard stop, recovery without a"
                                + " lost byte",
                        "AMBER, then RED at the hard limit, then the held transfer ended whole",
                        network -> new DryPool(new TakenKeys(network, FROM, TO), DRY_LIMIT)),
                new GatewayDrill(
                        "kill-peer-mid-transfer",
                        "kill -9 of either gateway in a transfer: an error at both ends, new streams"
                                + " after the restart, no key twice",
                        "both ends saw an error, new streams worked, and no key was used twice",
                        _ -> KillPeer.often(1, Bars.PROMISED)),
                new GatewayDrill(
                        "flip-bit",
                        "bits flipped on the wire between gateways: each is caught at once",
                        "every flipped bit was caught, and nothing wrong was delivered",
                        _ -> new FlipBits(FLIPS, System.nanoTime(), Bars.PROMISED)),
                new GatewayDrill(
                        "replay",
                        "records and whole connections sent once more: none is taken",
                        "nothing that was sent before was taken again",
                        _ -> new Replay(Bars.PROMISED)),
                new GatewayDrill(
                        "inject-fin",
                        "somebody ends the gateways' TCP connection: never a clean end of file",
                        "every cut was an error to both ends",
                        _ -> new InjectEnd(Bars.PROMISED)),
                new GatewayDrill(
                        "hang-key-manager",
                        "a key manager hangs or refuses when a gateway wants a key: traffic goes on",
                        "no transfer stood still, and epochs went on afterwards",
                        _ -> new HangKeyManager(Bars.PROMISED)),
                new GatewayDrill(
                        "thousand-streams",
                        "a thousand streams at once, every byte checked, in bounded memory",
                        "all bytes of all streams were right, in the memory allowed",
                        _ -> new ManyStreams(STREAMS)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String purpose() {
        return purpose;
    }

    @Override
    public Verdict run(Network network, Terminal terminal) throws IOException {
        Trial chosen = trial.apply(network);
        Files.createDirectories(network.home().drills());
        Path folder = Files.createTempDirectory(network.home().drills(), name + "-");
        terminal.line("  starting two gateways beside those of the network");
        try (GatewayPair pair =
                GatewayPair.start(folder, end(network, FROM), end(network, TO), chosen.choice())) {
            Findings findings = chosen.run(pair, line -> terminal.line("  " + line));
            return new Verdict(
                    findings.passed(),
                    findings.passed() ? success : String.join("; ", findings.failures()),
                    findings.figures());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Restoration.deleteTree(folder);
        }
    }

    private static GatewayEnd end(Network network, Site site) throws IOException {
        String sae = SaePair.enrolled(network, site, "drill-gateway-" + site.name());
        return new GatewayEnd(
                site.name(),
                sae,
                network.home().drills(),
                sae,
                new InetSocketAddress(
                        InetAddress.getByName(
                                Addressing.ofEnvironment().host(site, Service.KEY_MANAGER)),
                        site.port(Port.KEY_MANAGER_014)));
    }
}
