package io.warifu.demo.command;

import io.warifu.demo.control.Network;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Shows which sites, services and links work. */
@Command(
        name = "status",
        description = "Show sites, services and QKD links; exit 0 only if all of them work.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Override
    public Integer call() {
        Network network = options.network();
        boolean whole = true;
        for (Site site : NetworkPlan.SITES) {
            boolean running = network.process(site).running().isPresent();
            StringBuilder services = new StringBuilder();
            for (Service service : site.services()) {
                boolean ready = running && network.sites().ready(site, service);
                whole &= ready;
                services.append(ready ? "  + " : "  - ").append(service.configName());
            }
            System.out.printf("%-8s %-7s%s%n", site.name(), running ? "up" : "down", services);
        }
        for (QkdLink link : NetworkPlan.LINKS) {
            JsonNode state = network.linkState(link.alice(), link);
            String word = state.path("state").asString("NO ANSWER");
            whole &= word.equals("RUNNING") || word.equals("PAUSED");
            System.out.printf(
                    "link %-17s %-12s QBER %5.2f %%  blocks %d%s%n",
                    link.alice().name() + "-" + link.bob().name(),
                    word,
                    100 * state.path("qber").asDouble(0),
                    state.path("blocks").asLong(0),
                    link.illustrative() ? "  (illustrative)" : "");
        }
        System.out.println("+ ready, - not ready. The quantum channel is simulated.");
        return whole ? 0 : 1;
    }
}
