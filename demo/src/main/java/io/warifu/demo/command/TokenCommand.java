package io.warifu.demo.command;

import io.warifu.demo.pki.TokenIssuer;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.token.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints an access token. */
@Command(
        name = "token",
        description = "Print an access token for REST calls, good for 15 minutes.",
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--hospital",
            required = true,
            paramLabel = "NAME",
            converter = SiteConverters.Hospital.class,
            description = "whose services take the token: tokyo or kochi")
    private Site hospital = NetworkPlan.TOKYO;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "NAME",
            description = "demonstration account: clinician, steward, auditor or operator")
    private Role user = Role.CLINICIAN;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(options.home().identity(hospital))) {
            throw new WarifuException(
                    ErrorCode.NOT_FOUND,
                    "there is no network in " + options.home().root() + "; run ./warifu up first");
        }
        System.out.println(
                TokenIssuer.open(
                                options.home().identity(hospital),
                                hospital.name(),
                                Clock.systemUTC())
                        .token(user.claim(), List.of(user)));
        return 0;
    }
}
