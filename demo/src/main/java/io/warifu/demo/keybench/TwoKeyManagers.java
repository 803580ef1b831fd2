package io.warifu.demo.keybench;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.keybench.Phase.ProcessorTime;
import io.warifu.demo.pki.ClientTls;
import io.warifu.demo.pki.DevelopmentAuthority;
import io.warifu.demo.pki.Enrolment;
import io.warifu.demo.plan.KeyManagerSettings;
import io.warifu.demo.plan.KeyManagerSettings.Link;
import io.warifu.demo.plan.KeyManagerSettings.Peer;
import io.warifu.demo.plan.KeyManagerSettings.Ports;
import io.warifu.demo.site.DurablePostgres;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.FreePorts;
import io.warifu.servicekit.tls.SiteHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Two key managers with one QKD link between them and a database each on one PostgreSQL server;
 * certificates, ports and files of their own, so that it disturbs no other network.
 */
final class TwoKeyManagers implements AutoCloseable {

    static final String ALICE = "east";
    static final String BOB = "west";
    static final String MASTER = "bench-master";
    static final String SLAVE = "bench-slave";

    /** Four mebibytes of pads: ten seconds of load between two looks would not empty it. */
    static final long LINK_CAPACITY_BITS = 1L << 25;

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final Path identities;
    private final DurablePostgres postgres;
    private final KeyManagerChild alice;
    private final KeyManagerChild bob;

    private TwoKeyManagers(
            Path identities, DurablePostgres postgres, KeyManagerChild alice, KeyManagerChild bob) {
        this.identities = identities;
        this.postgres = postgres;
        this.alice = alice;
        this.bob = bob;
    }

    /**
     * Starts everything and returns when both key managers are ready.
     *
     * @param folder for all its files; empty
     * @param binaries where the unpacked PostgreSQL lies or will lie
     */
    static TwoKeyManagers start(Path folder, Path binaries, Clock clock, SecureRandom random)
            throws IOException {
        Path identities = identities(folder.resolve("identity"), clock, random);
        DurablePostgres postgres =
                DurablePostgres.start(folder.resolve("pg"), binaries, FreePorts.next(), true);
        List<AutoCloseable> started = new ArrayList<>(List.of(postgres));
        try {
            postgres.createIfMissing(database(ALICE));
            postgres.createIfMissing(database(BOB));
            Ports atAlice = new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next());
            Ports atBob = new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next());
            KeyManagerChild alice =
                    KeyManagerChild.start(
                            settings(ALICE, atAlice, peer(BOB, atBob), identities, postgres),
                            folder.resolve(ALICE));
            started.add(alice);
            KeyManagerChild bob =
                    KeyManagerChild.start(
                            settings(BOB, atBob, peer(ALICE, atAlice), identities, postgres),
                            folder.resolve(BOB));
            started.add(bob);
            TwoKeyManagers both = new TwoKeyManagers(identities, postgres, alice, bob);
            both.awaitReady();
            return both;
        } catch (SQLException e) {
            closeAll(started);
            throw new IOException("cannot make the databases", e);
        } catch (IOException | RuntimeException e) {
            closeAll(started);
            throw e;
        }
    }

    DurablePostgres postgres() {
        return postgres;
    }

    KeyManagerChild alice() {
        return alice;
    }

    KeyManagerChild bob() {
        return bob;
    }

    /** Who presents himself as {@code name} in the handshake. */
    SSLContext tls(String name) {
        return ClientTls.of(identities, name).createSslContext();
    }

    ProcessorTime processorTime() throws IOException {
        return new ProcessorTime(
                alice.processorTime().plus(bob.processorTime()),
                postgres.processorTime(),
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
    }

    private void awaitReady() throws IOException {
        try (HttpClient http = SiteHttp.plain(CONNECT_TIMEOUT)) {
            if (!Waiting.until(START_LIMIT, () -> alice.ready(http) && bob.ready(http))) {
                throw new WarifuException(
                        ErrorCode.UNAVAILABLE,
                        "the key managers did not become ready. The log of one ends with:\n"
                                + alice.logTail());
            }
        }
    }

    private static KeyManagerSettings settings(
            String site, Ports ports, Peer peer, Path identities, DurablePostgres postgres) {
        return new KeyManagerSettings(
                site,
                "127.0.0.1",
                ports,
                identities.resolve(site),
                new KeyManagerSettings.Database(
                        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + database(site),
                        DurablePostgres.USER,
                        DurablePostgres.USER),
                LINK_CAPACITY_BITS,
                List.of(peer),
                List.of(new Link(ALICE, BOB)),
                identities.resolve(site).resolve("state"),
                List.of());
    }

    private static Peer peer(String site, Ports ports) {
        return new Peer(site, "https://localhost:" + ports.peer());
    }

    private static String database(String site) {
        return "key_manager_" + site;
    }

    /** Certificates of both sites, in a folder each, and of the clients, in the folder above. */
    private static Path identities(Path folder, Clock clock, SecureRandom random)
            throws IOException {
        DevelopmentAuthority authority =
                DevelopmentAuthority.open(folder.resolve("authority"), clock, random);
        List<Enrolment.Sae> saes =
                List.of(
                        Enrolment.Sae.of(MASTER, ALICE, sae(authority, folder, MASTER)),
                        Enrolment.Sae.of(SLAVE, BOB, sae(authority, folder, SLAVE)));
        for (String site : List.of(ALICE, BOB)) {
            var _ =
                    authority.identity(
                            folder.resolve(site),
                            "kme",
                            List.of(),
                            List.of("urn:warifu:kme:" + site));
            var _ =
                    authority.identity(
                            folder, "qkd-" + site, List.of(), List.of("urn:warifu:qkd:" + site));
            Enrolment.add(folder.resolve(site).resolve("saes.json"), saes);
        }
        return folder;
    }

    private static X509Certificate sae(DevelopmentAuthority authority, Path folder, String name)
            throws IOException {
        return authority.identity(folder, name, List.of(), List.of("urn:sae:" + name));
    }

    @Override
    public void close() {
        closeAll(List.of(postgres, alice, bob));
    }

    /** The last started first, because key managers want their database while they stop. */
    private static void closeAll(List<? extends AutoCloseable> started) {
        for (AutoCloseable each : started.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                System.err.println("warifu: not stopped in good order: " + e.getMessage());
            }
        }
    }
}
