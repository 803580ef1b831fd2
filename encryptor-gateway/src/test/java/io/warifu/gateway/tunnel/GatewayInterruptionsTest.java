package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertEcho;
import static io.warifu.gateway.tunnel.Traffic.assertReset;
import static io.warifu.gateway.tunnel.Traffic.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.pair.Alarm;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Epochs through control connections that break, and gateways that start anew. */
final class GatewayInterruptionsTest {

    @Test
    void aLostControlConnectionIsNoticedByNobodyWhileAnEpochIsInHand() throws Exception {
        // Epochs that live long: the one in hand is still there when the connection is cut.
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            await().until(pair::isGreenWithSpare);
            Socket socket = pair.connect();
            assertEcho(socket, new byte[] {1}, false);
            int before = pair.tokyosView().inUse().orElseThrow().epoch();

            pair.control.cut();
            pair.useUpCurrentEpoch();
            // The end that leads switches to what both have in hand; the other follows its records.
            await().until(() -> {
                assertEcho(socket, new byte[] {2}, false);
                return pair.tokyosView().inUse().orElseThrow().epoch() > before
                        && pair.kochisView().inUse().orElseThrow().epoch() > before;
            });
            assertEcho(pair, new byte[] {3});
            UUID session = pair.tokyosView().session().orElseThrow();
            pair.control.mend();

            await().until(pair::isGreenWithSpare);
            assertEcho(socket, new byte[] {4}, true);
            assertThat(pair.tokyosView().session()).contains(session);
            assertThat(pair.faultsAtEitherEnd(CarrierFault.PEER_RESTARTED)).isZero();
            ChangingEpochs.assertOnlyRiseOnTheWire(pair);
        }
    }

    @Test
    void controlConnectionsThatBreakAllTheTimeNeverMakeTheEndsDisagree() throws Exception {
        try (Pair pair = new Pair(ChangingEpochs.OPTIONS)) {
            await().until(pair::isGreenWithSpare);
            Socket socket = pair.connect();
            for (int i = 0; i < 8; i++) {
                pair.control.cut();
                pair.control.mend();
                assertEcho(socket, random(10_000), false);
                int last = pair.ledgers.of(Pair.TOKYO).confirmed.size();
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> pair.ledgers.of(Pair.TOKYO).confirmed.size() > last);
            }
            await().until(pair::isGreenWithSpare);
            assertEcho(socket, new byte[] {4}, true);
            ChangingEpochs.assertOnlyRiseOnTheWire(pair);
            assertThat(pair.ledgers.repeatedKeys()).isEmpty();
            assertThat(pair.ledgers.of(Pair.KOCHI).alarms)
                    .doesNotContain(Alarm.KEY_MISMATCH, Alarm.KEY_EXHAUSTED);
        }
    }

    /** A cut must not look like the end that they wait for. */
    @Test
    void aGatewayThatStopsResetsEvenCallersThatHaveSentTheirEnd() throws Exception {
        int callers = 50;
        CompletableFuture<Void> over = new CompletableFuture<>();
        AtomicInteger ends = new AtomicInteger();
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            await().until(pair::isGreenWithSpare);
            pair.relay.meddle((_, _, frame, out) -> {
                if (frame[1] == FrameType.FIN.code()) {
                    ends.incrementAndGet();
                    over.join();
                }
                out.write(frame);
            });
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Socket socket = pair.connect();
                sockets.add(socket);
                assertEcho(socket, new byte[] {1}, false);
                socket.shutdownOutput();
            }
            await().until(() -> ends.get() == callers);

            pair.tokyo.close();

            for (Socket socket : sockets) {
                assertReset(socket);
            }
            over.complete(null);
        }
    }

    @Test
    void aRestartedGatewayIsFoundWithinSecondsAndNoKeyComesTwice() throws Exception {
        try (Pair pair = new Pair(Pair.Options.of(Target.Manner.ECHO).withWarmCarriers(4))) {
            for (int i = 0; i < 3; i++) {
                Socket standing = pair.connect();
                assertEcho(standing, new byte[] {1}, false);
                pair.restartKochi();

                assertReset(standing);
                await().atMost(Duration.ofSeconds(10))
                        .ignoreExceptions()
                        .until(() -> {
                            assertEcho(pair, new byte[] {2});
                            return true;
                        });
            }
            assertThat(pair.ledgers.sealingKeys()).isGreaterThan(10);
            assertThat(pair.ledgers.repeatedKeys()).isEmpty();
        }
    }
}
