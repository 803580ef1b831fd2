package io.warifu.demo.command;

import io.warifu.demo.control.Restoration;
import io.warifu.demo.control.Sites;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rebuilds a storage from share servers alone. */
@Command(
        name = "restore",
        description = "Rebuild a hospital's storage byte for byte from share servers alone.",
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--hospital",
            required = true,
            paramLabel = "NAME",
            converter = SiteConverters.Hospital.class,
            description = "whose storage it is: tokyo or kochi")
    private Site hospital = NetworkPlan.TOKYO;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "where to write it; must be missing or empty")
    private Path out = Path.of("");

    @Option(
            names = "--sites",
            split = ",",
            paramLabel = "A,B,C",
            converter = SiteConverters.AnySite.class,
            description = "use the share servers of these sites only")
    private List<Site> sites = List.of();

    @Option(
            names = "--at",
            paramLabel = "NAME",
            converter = SiteConverters.Hospital.class,
            description =
                    "hospital that collects the shares (default: the storage's own; if it does not"
                            + " answer, another that does)")
    private @Nullable Site at;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.ofProcess();
        Site collecting = at != null ? at : collecting(options.sites(), terminal);
        long started = System.nanoTime();
        Restoration.Result result =
                new Restoration(options.sites())
                        .run(
                                hospital,
                                collecting,
                                sites,
                                out,
                                (done, total) ->
                                        terminal.progress(
                                                "restoring", done, total, "files", started));
        terminal.closeBar();
        System.out.printf(
                "restored %d files, %d bytes, from %s's shares, collected at %s, in %.1f s%n",
                result.files(),
                result.bytes(),
                hospital.name(),
                collecting.name(),
                (System.nanoTime() - started) / 1e9);
        return 0;
    }

    private Site collecting(Sites network, Terminal terminal) {
        if (network.ready(hospital, Service.CROSS_REF_API)) {
            return hospital;
        }
        for (Site other : NetworkPlan.hospitals()) {
            if (!other.equals(hospital) && network.ready(other, Service.CROSS_REF_API)) {
                terminal.line(
                        hospital.name()
                                + " does not answer; "
                                + other.name()
                                + " collects the shares");
                return other;
            }
        }
        return hospital;
    }
}
