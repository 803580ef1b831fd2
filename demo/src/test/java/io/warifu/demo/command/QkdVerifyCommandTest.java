package io.warifu.demo.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.CommandRun;
import io.warifu.demo.pki.SiteIdentities;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import io.warifu.simulator.proof.Amplification;
import io.warifu.simulator.proof.BlockLedger;
import io.warifu.simulator.proof.Correction;
import io.warifu.simulator.proof.Epsilons;
import io.warifu.simulator.proof.LedgerSigner;
import io.warifu.simulator.proof.PoolLane;
import io.warifu.simulator.proof.PoolLane.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

class QkdVerifyCommandTest {

    @TempDir Path folder;

    @Test
    void aMissingFileIsAnErrorAndNoVerdict() {
        assertThat(run(folder.resolve("none").toString()).exitCode()).isEqualTo(1);
    }

    @Test
    void aChangedLedgerIsRejectedByName() throws Exception {
        Path file = ledger();
        Files.writeString(file, Files.readString(file).replace("\"OPT8\"", "\"OPT7\""));
        CommandRun ran = run(file.toString(), "--home", folder.toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).startsWith("REJECTED").contains("SIGNATURE");
    }

    @Test
    void withoutARootItDoesNotSayOk() throws Exception {
        CommandRun ran = run(ledger().toString(), "--home", folder.resolve("empty").toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .contains("signature valid, signer not anchored")
                .doesNotContain("OK ");
    }

    @Test
    void theRootOfTheNetworkMakesItOk() throws Exception {
        Path file = ledger();
        CommandRun ran = run(file.toString(), "--home", folder.toString());
        assertThat(ran.out()).startsWith("OK").contains("tokyo-koganei ALICE no. 3: 0 secret");
        assertThat(ran.exitCode()).isZero();
        String root = folder.resolve("authority/root.crt").toString();
        CommandRun json = run(file.toString(), "--root", root, "--json");
        assertThat(json.out()).contains("\"outcome\":\"OK\"", "\"secretBits\":0");
        assertThat(json.exitCode()).isZero();
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(
                Stream.concat(Stream.of("qkd", "verify"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** A block too small for any key, signed with the identity of the prepared network. */
    private Path ledger() throws IOException, GeneralSecurityException {
        Home home = new Home(folder);
        new SiteIdentities(home, Clock.systemUTC(), new SecureRandom()).prepare();
        Path identity = home.identity(NetworkPlan.TOKYO);
        PemSslStoreBundle bundle =
                new PemSslStoreBundle(
                        PemSslStoreDetails.forCertificate(
                                        identity.resolve("qkd.crt").toUri().toString())
                                .withPrivateKey(identity.resolve("qkd.key").toUri().toString()),
                        null);
        SiteId tokyo = new SiteId("tokyo");
        LedgerSigner signer =
                LedgerSigner.of(Objects.requireNonNull(bundle.getKeyStore()), null, tokyo);
        List<Tally> tallies = List.of(new Tally(900, 10), new Tally(100, 1));
        Account pool = new Account(1_000, 200);
        BlockLedger ledger =
                new BlockLedger(
                        new LinkId(tokyo, new SiteId("koganei")),
                        BlockLedger.End.ALICE,
                        new UUID(1, 2),
                        new UUID(3, 4),
                        3,
                        BlockLedger.NO_DIGEST,
                        Clock.systemUTC().instant().getEpochSecond(),
                        0,
                        1_000_000,
                        "demonstration",
                        1e9,
                        new SourceSettings(
                                List.of(new Intensity(0.5, 0.7), new Intensity(0.15, 0.3)), 0.9),
                        new BlockCounts(1e6, tallies, tallies),
                        "WIESEMANN",
                        new Epsilons(new Security(1e-10, 1e-15), 1e-20, 15),
                        new Correction("OPT8", 1, 9, 100, 11, "POLYNOMIAL_2^127-1", 127, 20),
                        Amplification.none(),
                        List.of(new PoolLane("ALICE_TO_BOB", pool, pool)));
        Path file = folder.resolve("block.ledger");
        Files.write(file, signer.sign(ledger).toBytes());
        return file;
    }
}
