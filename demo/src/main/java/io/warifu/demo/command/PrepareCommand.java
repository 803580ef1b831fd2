package io.warifu.demo.command;

import io.warifu.demo.pki.SiteIdentities;
import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.ConfigurationFiles;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes what docker-compose's containers read at their start. */
@Command(
        name = "prepare",
        hidden = true,
        description = "Write certificates and configuration files for docker-compose's containers.",
        mixinStandardHelpOptions = true)
public final class PrepareCommand implements Callable<Integer> {

    private static final String PASSWORD_VARIABLE = "WARIFU_DB_PASSWORD";

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Override
    public Integer call() throws IOException {
        String password = System.getenv(PASSWORD_VARIABLE);
        if (password == null || password.isEmpty()) {
            System.err.println("warifu: set " + PASSWORD_VARIABLE);
            return 2;
        }
        new SiteIdentities(options.home(), Clock.systemUTC(), new SecureRandom()).prepare();
        ConfigurationFiles files =
                new ConfigurationFiles(options.home(), Addressing.COMPOSE, password);
        for (Site site : NetworkPlan.SITES) {
            files.write(site);
        }
        System.out.println("prepared " + options.home().root());
        return 0;
    }
}
