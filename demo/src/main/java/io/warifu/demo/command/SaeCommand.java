package io.warifu.demo.command;

import io.warifu.demo.pki.DevelopmentAuthority;
import io.warifu.demo.pki.Enrolment;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Key consumers (SAEs). */
@Command(
        name = "sae",
        description = "Enrol key consumers (ETSI 014 SAEs).",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "add",
        subcommands = SaeCommand.Add.class)
public final class SaeCommand {

    /** Enrols one key consumer. */
    @Command(
            name = "add",
            description =
                    "Issue a certificate and enrol it at every key manager: writes ID.crt, ID.key"
                            + " (PKCS#8) and root.crt.",
            mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {

        private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

        @Mixin private final NetworkOptions options = new NetworkOptions();

        @Option(
                names = "--site",
                required = true,
                paramLabel = "S",
                converter = SiteConverters.AnySite.class,
                description = "site whose key manager it asks")
        private Site site = NetworkPlan.TOKYO;

        @Option(
                names = "--id",
                required = true,
                paramLabel = "ID",
                description = "SAE id: letters, digits, '.', '_', '-', at most 63")
        private String id = "";

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "where to write")
        private Path out = Path.of("");

        @Override
        public Integer call() throws IOException {
            if (!ID.matcher(id).matches()) {
                throw new WarifuException(
                        ErrorCode.BAD_REQUEST,
                        "an SAE id has 1 to 63 letters, digits, '.', '_' or '-'");
            }
            Home home = options.home();
            if (!Files.isDirectory(home.authority())) {
                throw new WarifuException(
                        ErrorCode.NOT_FOUND,
                        "there is no network in " + home.root() + "; run ./warifu up first");
            }
            if (Files.exists(out.resolve(id + ".crt"))) {
                throw new WarifuException(
                        ErrorCode.CONFLICT,
                        out.resolve(id + ".crt") + " exists; choose another --out");
            }
            DevelopmentAuthority authority =
                    DevelopmentAuthority.open(
                            home.authority(), Clock.systemUTC(), new SecureRandom());
            Enrolment.Sae sae =
                    Enrolment.Sae.of(
                            id,
                            site.name(),
                            authority.identity(out, id, List.of(), List.of("urn:sae:" + id)));
            enrol(home, sae);
            System.out.printf(
                    "wrote %s, %s and %s%n",
                    out.resolve(id + ".crt"), out.resolve(id + ".key"), out.resolve("root.crt"));
            return 0;
        }

        /** In every file first, so that a key manager that is down learns it at its next start. */
        private void enrol(Home home, Enrolment.Sae sae) throws IOException {
            Terminal terminal = Terminal.ofProcess();
            for (Site each : NetworkPlan.SITES) {
                Enrolment.add(home.enrolment(each), List.of(sae));
            }
            for (Site each : NetworkPlan.SITES) {
                try {
                    options.sites()
                            .keyManagerOperator(each)
                            .post(
                                    "/admin/v1/saes",
                                    Map.of(
                                            "id", sae.id(),
                                            "site", sae.site(),
                                            "sha256", sae.sha256()));
                } catch (WarifuException e) {
                    if (e.code() != ErrorCode.PEER_UNREACHABLE) {
                        throw e;
                    }
                    terminal.line(
                            each.name()
                                    + "'s key manager does not answer; it learns "
                                    + sae.id()
                                    + " at its next start");
                }
            }
        }
    }
}
