package io.warifu.demo.command;

import io.warifu.demo.control.Backup;
import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Backs a storage up. */
@Command(
        name = "ingest",
        description = {
            "Back an SS-MIX2 storage up into shares at five sites.",
            "Run it again to resume or to add what is new. Exit 3: some files could not be read."
        },
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {

    private static final int EXIT_FILES_REFUSED = 3;

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--hospital",
            required = true,
            paramLabel = "NAME",
            converter = SiteConverters.Hospital.class,
            description = "whose storage it is: tokyo or kochi")
    private Site hospital = NetworkPlan.TOKYO;

    @Parameters(paramLabel = "DIR", description = "root of the storage")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws IOException {
        // In a container the storage is mounted at the hospital's service, not here.
        boolean local = Addressing.ofEnvironment() == Addressing.LOOPBACK;
        if (local && !Files.isDirectory(directory)) {
            throw new WarifuException(ErrorCode.STORAGE_NOT_READABLE, directory + " is no folder");
        }
        Terminal terminal = Terminal.ofProcess();
        long started = System.nanoTime();
        JsonNode job =
                new Backup(options.sites())
                        .run(
                                hospital,
                                directory.toAbsolutePath().normalize().toString(),
                                state ->
                                        terminal.progress(
                                                "backing up",
                                                state.path("filesSeen").asLong(0),
                                                state.path("filesTotal").asLong(0),
                                                "files",
                                                started));
        terminal.closeBar();
        print(job, (System.nanoTime() - started) / 1e9);
        return job.path("refused").isEmpty() ? 0 : EXIT_FILES_REFUSED;
    }

    private static void print(JsonNode job, double seconds) {
        job.path("remarks")
                .forEach(remark ->
                        System.out.printf(
                                "remark   %s: %s%n",
                                remark.path("path").asString(), remark.path("reason").asString()));
        job.path("refused")
                .forEach(refusal ->
                        System.out.printf(
                                "refused  %s: %s%n",
                                refusal.path("path").asString(),
                                refusal.path("reason").asString()));
        System.out.printf(
                "files %d  new versions %d  known %d  moved %d  safe %d  at risk %d  refused %d"
                        + "  in %.1f s%n",
                job.path("filesTotal").asLong(0),
                job.path("versionsNew").asLong(0),
                job.path("versionsKnown").asLong(0),
                job.path("moved").asLong(0),
                job.path("safe").asLong(0),
                job.path("atRisk").asLong(0),
                job.path("refused").size(),
                seconds);
        if (job.path("atRisk").asLong(0) > 0) {
            System.out.println(
                    "at risk: at least three sites have it, but not all five;"
                            + " the rest is sent as soon as the missing sites answer");
        }
    }
}
