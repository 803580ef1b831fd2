package io.warifu.demo.gatewaypair;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.gatewaytrial.Bars;
import io.warifu.demo.gatewaytrial.Findings;
import io.warifu.demo.gatewaytrial.KillPeer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateway processes of which one is killed. */
final class KillPeerTest {

    @Test
    void aKilledGatewayIsAnErrorToBothEndsAndNoKeyIsUsedTwice(@TempDir Path folder)
            throws IOException, InterruptedException {
        int rounds = Started.size("kills", 0);
        KillPeer trial =
                rounds == 0
                        ? KillPeer.briefly(Bars.ON_A_BUSY_MACHINE)
                        : KillPeer.often(rounds, Bars.ON_A_BUSY_MACHINE);
        try (Started started = Started.in(folder, trial.choice())) {
            Findings findings = trial.run(started.pair(), System.out::println);
            assertThat(findings.failures()).as(findings.toString()).isEmpty();
        }
    }
}
