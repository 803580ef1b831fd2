package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.CommandRun;
import io.warifu.demo.control.Sites;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaypair.Ending;
import io.warifu.demo.gatewaypair.FarService;
import io.warifu.demo.gatewaypair.Reading;
import io.warifu.demo.gatewaypair.Transfer;
import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Port;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.servicekit.FreePorts;
import io.warifu.servicekit.token.Role;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An operator carries a service of his own, and the ledgers tell under which keys. */
class TunnelAndLedgerTest {

    private static final FiveSites SITES = FiveSites.running();
    private static final long MEBIBYTE = 1 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void carriesAnyServiceBothWaysAndBothLedgersTellTheSame() throws Exception {
        long bytes = Integer.getInteger("warifu.gateway.mib", 32) * MEBIBYTE;
        int listen = FreePorts.next();
        try (FarService service = new FarService()) {
            CommandRun added =
                    SITES.warifu(
                            "tunnel",
                            "add",
                            "--from",
                            "tokyo",
                            "--to",
                            "kochi",
                            "--listen",
                            "127.0.0.1:" + listen,
                            "--target",
                            "127.0.0.1:" + service.port(),
                            "--name",
                            "e2e");
            assertThat(added.exitCode()).as(added.err()).isZero();
            assertThat(SITES.warifu("tunnel", "list").out())
                    .contains("e2e")
                    .contains("127.0.0.1:" + listen)
                    .contains("127.0.0.1:" + service.port());
            long seed = Transfer.newSeed();
            try (Transfer transfer = Transfer.start(listen, seed, bytes, bytes)) {
                assertThat(transfer.ends(LIMIT)).isTrue();
                assertThat(transfer.receivedAll()).as(transfer.reading().toString()).isTrue();
            }
            Reading there = service.reading(seed).orElseThrow();
            assertThat(Waiting.until(LIMIT, () -> there.ending() != Ending.RUNNING)).isTrue();
            assertThat(there.isWhole(seed, bytes)).as(there.toString()).isTrue();
        }
        CommandRun removed = SITES.warifu("tunnel", "remove", "e2e");
        assertThat(removed.exitCode()).as(removed.err()).isZero();
        assertThat(removed.out()).contains("door at tokyo").contains("service at kochi");
        assertThat(SITES.warifu("tunnel", "remove", "e2e").exitCode()).isEqualTo(1);

        for (Site peer : NetworkPlan.others(NetworkPlan.TOKYO)) {
            CommandRun ledger =
                    SITES.warifu("gateway", "ledger", "--from", "tokyo", "--to", peer.name());
            assertThat(ledger.exitCode()).as(ledger.out()).isZero();
            assertThat(ledger.out()).contains("agree").contains("QKD_AND_PQC");
        }
        assertThat(SITES.warifu("gateway", "plan").out()).contains("tokyo - kochi");
    }

    @Test
    void takesTheServiceBackWhenTheDoorCannotBeOpened() throws Exception {
        int taken = NetworkPlan.TOKYO.port(Port.GATEWAY_HTTP);
        CommandRun failed =
                SITES.warifu(
                        "tunnel",
                        "add",
                        "--from",
                        "tokyo",
                        "--to",
                        "osaka",
                        "--listen",
                        "127.0.0.1:" + taken,
                        "--target",
                        "127.0.0.1:1",
                        "--name",
                        "half");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).startsWith("warifu: CONFLICT");
        assertThat(
                        new Sites(SITES.home(), Addressing.LOOPBACK, Clock.systemUTC())
                                .as(Role.OPERATOR, NetworkPlan.OSAKA, Service.ENCRYPTOR_GATEWAY)
                                .get("/api/v1/tunnels")
                                .toString())
                .contains("share-store")
                .doesNotContain("half");
    }
}
