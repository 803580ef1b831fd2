package io.warifu.demo.command;

import io.warifu.demo.control.HostPort;
import io.warifu.demo.control.Tunnels;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds a tunnel at both ends. */
@Command(
        name = "add",
        description = {
            "Open a door at one site's gateway that leads to a TCP service of another site.",
            "Both halves are made, or none. Elsewhere than on loopback a gateway listens only if"
                    + " its setting open-doors says so."
        },
        mixinStandardHelpOptions = true)
final class TunnelAddCommand implements Callable<Integer> {

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "SITE",
            converter = SiteConverters.AnySite.class,
            description = "whose gateway listens")
    private Site from = NetworkPlan.TOKYO;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "SITE",
            converter = SiteConverters.AnySite.class,
            description = "where the service is")
    private Site to = NetworkPlan.KOCHI;

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "IP:PORT",
            converter = SiteConverters.Address.class,
            description = "where local programs connect")
    private HostPort listen = new HostPort("127.0.0.1", 1);

    @Option(
            names = "--target",
            required = true,
            paramLabel = "HOST:PORT",
            converter = SiteConverters.Address.class,
            description = "the service, as seen from the far gateway")
    private HostPort target = new HostPort("127.0.0.1", 1);

    @Option(names = "--name", paramLabel = "NAME", description = "default: FROM-TO-PORT")
    private @Nullable String name;

    @Override
    public Integer call() throws IOException {
        String chosen = name != null ? name : from.name() + "-" + to.name() + "-" + listen.port();
        Tunnels.Wish wish = new Tunnels.Wish(chosen, from, to, listen, target);
        Tunnels.of(options.existingSites()).add(wish);
        System.out.printf(
                "%s: %s at %s leads to %s at %s%n", chosen, listen, from.name(), target, to.name());
        return 0;
    }
}
