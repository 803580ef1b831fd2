package io.warifu.gateway.status;

import io.warifu.gateway.otp.Inbox;
import io.warifu.gateway.stock.StockWatch;
import io.warifu.gateway.tunnels.TunnelRegistry;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done around a running gateway: tunnels of the last life first, then every few seconds a
 * look at the stock, at unread fields, and at tunnels that could not be opened.
 */
public final class Rounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final TunnelRegistry tunnels;
    private final StockWatch stock;
    private final Inbox inbox;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("gateway-rounds").factory());

    public Rounds(TunnelRegistry tunnels, StockWatch stock, Inbox inbox) {
        this.tunnels = tunnels;
        this.stock = stock;
        this.inbox = inbox;
    }

    void begin() throws IOException {
        tunnels.restore();
        var _ =
                clock.scheduleWithFixedDelay(
                        this::round, 0, StockWatch.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            inbox.sweep();
            tunnels.openClosed();
            stock.lookAtAll();
        } catch (RuntimeException e) {
            LOG.error("a round stumbled", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        inbox.close();
    }
}
