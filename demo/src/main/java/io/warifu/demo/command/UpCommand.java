package io.warifu.demo.command;

import io.warifu.demo.control.Network;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Port;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the network in the background. */
@Command(
        name = "up",
        description = "Start the five sites in the background and print their addresses.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.ofProcess();
        Network network = options.network();
        terminal.line("starting five sites; on two cores this takes about a minute");
        network.up(terminal::line);
        printAddresses(network);
        return 0;
    }

    static void printAddresses(Network network) {
        for (Site hospital : NetworkPlan.hospitals()) {
            System.out.printf(
                    "%-8s pages and REST  %s/%n",
                    hospital.name(), network.sites().url(hospital, Service.CROSS_REF_API));
        }
        for (Site site : NetworkPlan.SITES) {
            System.out.printf(
                    "%-8s ETSI 014 (mTLS) https://localhost:%d/api/v1/keys%n",
                    site.name(), site.port(Port.KEY_MANAGER_014));
        }
        System.out.println(
                "accounts: clinician, steward, auditor, operator"
                        + " (./warifu token --hospital kochi --user clinician)");
        System.out.println("The quantum channel is simulated; everything behind it is real.");
    }
}
