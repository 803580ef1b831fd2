package io.warifu.simulator.link;

import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** How the simulator of one end of a test's link is started. */
final class SiteArguments {

    private SiteArguments() {}

    /** One end. */
    record Site(String name, String role, String keyManagerUrl, boolean attacksAllowed) {}

    /** Small blocks, which need a lax proof to give any key. */
    static final Map<String, String> SMALL_BLOCKS =
            Map.of("block-bits", "262144", "eps-secrecy", "1e-4", "eps-correctness", "1e-6");

    /** A pre-shared secret for both ends: zeros in its place would let every forged tag pass. */
    static Path secret(Path folder, int bytes) throws IOException {
        byte[] secret = new byte[bytes];
        new SplittableRandom(bytes).nextBytes(secret);
        return Files.write(folder.resolve("pre-shared-secret"), secret);
    }

    /** What both ends are told; {@code more} are further settings of the service by their names. */
    static List<String> of(
            TestPki pki,
            Path folder,
            Site site,
            int quantumPort,
            int classicalPort,
            Path secret,
            Map<String, String> more) {
        String prefix = "--warifu.qkd-simulator.";
        List<String> args =
                new ArrayList<>(
                        List.of(
                                pki.identity("qkd", "urn:warifu:qkd:" + site.name())
                                        .springArguments(folder)));
        args.addAll(
                List.of(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--logging.level.io.warifu=WARN",
                        prefix + "site=" + site.name(),
                        prefix + "key-manager-url=" + site.keyManagerUrl(),
                        prefix + "attacks-allowed=" + site.attacksAllowed(),
                        prefix + "block-interval=50ms",
                        prefix + "state-directory=" + folder.resolve("state-" + site.name()),
                        prefix + "links[0].pre-shared-secret=" + secret,
                        prefix + "links[0].alice=tokyo",
                        prefix + "links[0].bob=koganei",
                        prefix + "links[0].role=" + site.role(),
                        prefix + "links[0].peer-host=localhost",
                        prefix + "links[0].bind-address=127.0.0.1",
                        prefix + "links[0].quantum-port=" + quantumPort,
                        prefix + "links[0].classical-port=" + classicalPort,
                        prefix + "links[0].length-km=45",
                        prefix + "links[0].loss-db=13.5",
                        prefix + "links[0].illustrative=false"));
        more.forEach((name, value) -> args.add(prefix + name + "=" + value));
        return args;
    }
}
