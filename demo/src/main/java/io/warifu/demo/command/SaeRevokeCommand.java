package io.warifu.demo.command;

import io.warifu.demo.control.EnrolmentDoors;
import io.warifu.demo.control.EnrolmentDoors.Revocation;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a key consumer off the list. */
@Command(
        name = "revoke",
        description = {
            "Refuse a key consumer from now on, at every key manager.",
            "It gets no more keys, and nobody gets keys for it. Exit code 1 if a key manager did not"
                    + " answer: run the command again when it is back."
        },
        mixinStandardHelpOptions = true)
final class SaeRevokeCommand implements Callable<Integer> {

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Parameters(paramLabel = "ID", description = "SAE id, as shown by ./warifu sae list")
    private String id = "";

    @Option(
            names = "--site",
            paramLabel = "S",
            converter = SiteConverters.AnySite.class,
            description = "at this site's key manager only")
    private @Nullable Site site;

    @Override
    public Integer call() throws IOException {
        EnrolmentDoors doors = new EnrolmentDoors(options.home(), options.sites());
        doors.requireNetwork();
        List<Site> asked = site == null ? NetworkPlan.SITES : List.of(site);
        List<Site> done = new ArrayList<>();
        List<Site> silent = new ArrayList<>();
        for (Site each : asked) {
            Revocation answer = doors.revoke(each, id);
            switch (answer) {
                case REVOKED -> done.add(each);
                case UNREACHABLE -> silent.add(each);
                case UNKNOWN -> {}
            }
        }
        if (done.isEmpty() && silent.isEmpty()) {
            throw new WarifuException(
                    ErrorCode.NOT_FOUND,
                    "no key manager knows an SAE '" + id + "'; see ./warifu sae list");
        }
        Terminal terminal = Terminal.ofProcess();
        for (Site each : silent) {
            terminal.line(
                    each.name()
                            + "'s key manager does not answer and still takes "
                            + id
                            + "; revoke it again when it is back");
        }
        if (!done.isEmpty()) {
            System.out.printf(
                    "%s is revoked at %s%n",
                    id, String.join(", ", done.stream().map(Site::name).toList()));
        }
        return silent.isEmpty() ? 0 : 1;
    }
}
