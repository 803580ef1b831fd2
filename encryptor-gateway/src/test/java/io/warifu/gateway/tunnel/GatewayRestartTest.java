package io.warifu.gateway.tunnel;

import static io.warifu.gateway.tunnel.Traffic.assertEcho;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.gateway.frame.CarrierFault;
import java.net.Socket;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Local connections that come while the other end restarts. */
@Timeout(60)
final class GatewayRestartTest {

    @Test
    void aCarrierWhoseEpochIsWipedWhileItIsOpenedIsOpenedUnderTheNext() throws Exception {
        try (Pair pair = new Pair(Target.Manner.ECHO)) {
            await().until(pair::isGreenWithSpare);
            CountDownLatch answered = new CountDownLatch(1);
            Semaphore letPass = new Semaphore(0);
            AtomicBoolean held = new AtomicBoolean();
            pair.relay.meddle((toAcceptor, _, frame, out) -> {
                if (!toAcceptor && held.compareAndSet(false, true)) {
                    answered.countDown();
                    letPass.acquireUninterruptibly();
                }
                out.write(frame);
            });
            try (Socket socket = pair.connect()) {
                answered.await();
                Optional<UUID> before = pair.tokyosView().session();
                pair.restartKochi();
                await().until(() ->
                        !pair.tokyosView().session().equals(before) && pair.isGreenWithSpare());
                letPass.release();
                assertEcho(socket, new byte[] {1, 2, 3}, true);
            }
            assertThat(pair.faultsAtEitherEnd(CarrierFault.INTERNAL)).isZero();
            assertThat(pair.atTokyo().faults(CarrierFault.EPOCH_UNKNOWN)).isOne();
        }
    }
}
