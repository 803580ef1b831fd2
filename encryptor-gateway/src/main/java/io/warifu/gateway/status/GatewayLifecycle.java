package io.warifu.gateway.status;

import io.warifu.gateway.cipher.KnownAnswer;
import io.warifu.gateway.tunnel.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the gateway after its cipher has given the known answer and run warm, and before the
 * service reports itself ready; a failure of either fails the start.
 */
public final class GatewayLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayLifecycle.class);

    private final Gateway gateway;
    private final Rounds rounds;
    private final Duration warmUp;
    private final LongSupplier nanoTime;
    private volatile boolean running;

    public GatewayLifecycle(
            Gateway gateway, Rounds rounds, Duration warmUp, LongSupplier nanoTime) {
        this.gateway = gateway;
        this.rounds = rounds;
        this.warmUp = warmUp;
        this.nanoTime = nanoTime;
    }

    @Override
    public void start() {
        KnownAnswer.check();
        long begin = nanoTime.getAsLong();
        KnownAnswer.warmUp(() -> nanoTime.getAsLong() - begin >= warmUp.toNanos());
        try {
            gateway.start();
            rounds.begin();
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway cannot open its doors", e);
        }
        running = true;
        LOG.info(
                "Gateway open: carriers on port {}, control on port {}.",
                gateway.carrierPort(),
                gateway.controlPort());
    }

    @Override
    public void stop() {
        running = false;
        rounds.close();
        gateway.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
