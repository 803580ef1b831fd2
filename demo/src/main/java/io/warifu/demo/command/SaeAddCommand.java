package io.warifu.demo.command;

import io.warifu.demo.control.EnrolmentDoors;
import io.warifu.demo.pki.ClientCertificate;
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
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Enrols one key consumer, with a certificate that it has or with a new one. */
@Command(
        name = "add",
        description = {
            "Enrol a key consumer at every key manager, or give it another certificate.",
            "Every key manager must know it: a slave's site is found by its id. One that does not"
                    + " answer learns it at its next start."
        },
        mixinStandardHelpOptions = true)
final class SaeAddCommand implements Callable<Integer> {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--id",
            required = true,
            paramLabel = "ID",
            description = "SAE id: letters, digits, '.', '_', '-', at most 63")
    private String id = "";

    @Option(
            names = "--site",
            required = true,
            paramLabel = "S",
            converter = SiteConverters.AnySite.class,
            description = "site whose key manager it asks")
    private Site site = NetworkPlan.TOKYO;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Certificate certificate = new Certificate();

    /** Where the certificate comes from: one of three. */
    static final class Certificate {

        @Option(
                names = "--certificate",
                paramLabel = "FILE",
                description =
                        "its certificate (PEM or DER), issued by an authority that the key managers"
                                + " trust")
        private @Nullable Path file;

        @Option(
                names = "--sha256",
                paramLabel = "HEX",
                description =
                        "SHA-256 of its certificate's DER form, 64 hexadecimal digits; colons do not"
                                + " matter")
        private @Nullable String sha256;

        @Option(
                names = {"--issue", "--out"},
                paramLabel = "DIR",
                description =
                        "have the development authority issue one: writes ID.crt, ID.key (PKCS#8)"
                                + " and root.crt into DIR")
        private @Nullable Path issue;
    }

    @Override
    public Integer call() throws IOException {
        if (!ID.matcher(id).matches()) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST,
                    "an SAE id has 1 to 63 letters, digits, '.', '_' or '-'");
        }
        Home home = options.home();
        EnrolmentDoors doors = new EnrolmentDoors(home, options.sites());
        doors.requireNetwork();
        List<Site> later = doors.enrol(new Enrolment.Sae(id, site.name(), sha256(home)));
        Terminal terminal = Terminal.ofProcess();
        for (Site each : later) {
            terminal.line(
                    each.name()
                            + "'s key manager does not answer; it learns "
                            + id
                            + " at its next start");
        }
        System.out.printf("%s of %s is enrolled%n", id, site.name());
        return 0;
    }

    private String sha256(Home home) throws IOException {
        Path file = certificate.file;
        Path folder = certificate.issue;
        if (file != null) {
            return given(file, home);
        }
        if (folder != null) {
            return issued(folder, home);
        }
        String hex = String.valueOf(certificate.sha256).replace(":", "").toLowerCase(Locale.ROOT);
        if (!SHA256.matcher(hex).matches()) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST,
                    "--sha256 needs 64 hexadecimal digits, as printed by: openssl x509 -in FILE"
                            + " -noout -fingerprint -sha256");
        }
        return hex;
    }

    private String given(Path file, Home home) throws IOException {
        ClientCertificate given = ClientCertificate.read(file);
        given.requireValid(Clock.systemUTC().instant());
        if (!given.issuedBy(home.authority().resolve("root.crt"))) {
            Terminal.ofProcess()
                    .line(
                            "warifu: "
                                    + file
                                    + " is not issued by this network's authority; the key managers"
                                    + " refuse it in the handshake unless its issuer is itself"
                                    + " certified by "
                                    + home.authority().resolve("root.crt"));
        }
        return given.sha256();
    }

    private String issued(Path folder, Home home) throws IOException {
        Path written = folder.resolve(id + ".crt");
        if (Files.exists(written)) {
            throw new WarifuException(
                    ErrorCode.CONFLICT,
                    written
                            + " exists; choose another --issue, or enrol it with --certificate "
                            + written);
        }
        DevelopmentAuthority authority =
                DevelopmentAuthority.open(home.authority(), Clock.systemUTC(), new SecureRandom());
        Enrolment.Sae sae =
                Enrolment.Sae.of(
                        id,
                        site.name(),
                        authority.identity(folder, id, List.of(), List.of("urn:sae:" + id)));
        System.out.printf(
                "wrote %s, %s and %s%n",
                written, folder.resolve(id + ".key"), folder.resolve("root.crt"));
        return sae.sha256();
    }
}
