package io.warifu.demo.command;

import io.warifu.demo.control.Network;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.QkdLink;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.LinkLine;
import java.util.ArrayList;
import java.util.List;
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
        List<JsonNode> states = new ArrayList<>();
        for (QkdLink link : NetworkPlan.LINKS) {
            JsonNode state = network.linkState(link.alice(), link);
            String word = state.path("state").asString("NO ANSWER");
            whole &= word.equals("RUNNING") || word.equals("PAUSED");
            System.out.println(LinkLine.of(link, state));
            states.add(state);
        }
        LinkLine.origins(states).forEach(System.out::println);
        System.out.println(
                "+ ready, - not ready. The quantum channel is simulated; rates per second of link time.");
        return whole ? 0 : 1;
    }
}
