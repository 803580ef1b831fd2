package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertEcho;
import static io.warifu.gateway.tunnel.Traffic.assertReset;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a pair of gateways waits for those who say or read nothing. */
final class GatewayPatienceTest {

    @Test
    void anIdleConnectionIsReset() throws Exception {
        try (Pair pair =
                new Pair(
                        Pair.Options.of(Target.Manner.ECHO)
                                .with(bounds(Duration.ofMillis(300), Duration.ofMinutes(1))))) {
            assertReset(pair::connect);
            await().until(() -> pair.faultsAtEitherEnd(CarrierFault.IDLE) > 0);
        }
    }

    @Test
    void aPeerThatSaysNothingAtAllIsTakenForGone() throws Exception {
        Bounds normal = Pair.quick(Bounds.DEFAULT);
        Bounds impatient =
                new Bounds(
                        8,
                        8,
                        8,
                        normal.connect(),
                        normal.setUp(),
                        normal.idle(),
                        normal.writeStall(),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(3),
                        normal.keyWait(),
                        normal.redHold(),
                        normal.watch());
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).with(impatient))) {
            Socket socket = pair.connect();
            assertEcho(socket, new byte[] {1}, false);
            // Longer than the silence allowed, and the carrier lives by its pings.
            int pings = pair.relay.frames(true);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> pair.relay.frames(true) > pings + 35);
            assertEcho(socket, new byte[] {2}, false);

            pair.relay.meddle((_, _, _, _) -> {});

            assertReset(socket);
            await().until(() -> pair.faultsAtEitherEnd(CarrierFault.SILENT) > 0);
        }
    }

    @Test
    void aServiceThatReadsNothingIsGivenUpAfterTheWriteStall() throws Exception {
        try (Pair pair =
                new Pair(
                        Pair.Options.of(Target.Manner.ECHO)
                                .with(bounds(Duration.ofMinutes(1), Duration.ofMillis(300))))) {
            // An echo whose answers nobody reads: in the end every buffer on the way is full.
            Socket socket = pair.connect();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    socket.getOutputStream().write(new byte[100_000]);
                                }
                            })
                    .isInstanceOf(IOException.class);
            await().until(() -> pair.faultsAtEitherEnd(CarrierFault.STALLED) > 0);
        }
    }

    private static Bounds bounds(Duration idle, Duration writeStall) {
        Bounds normal = Pair.quick(Bounds.DEFAULT);
        return new Bounds(
                8,
                8,
                8,
                normal.connect(),
                normal.setUp(),
                idle,
                writeStall,
                normal.ping(),
                normal.silence(),
                normal.keyWait(),
                normal.redHold(),
                normal.watch());
    }
}
