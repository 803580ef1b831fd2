package io.warifu.demo.gatewaytrial;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaypair.Ending;
import io.warifu.demo.gatewaypair.GatewayPair;
import io.warifu.demo.gatewaypair.Reading;
import io.warifu.demo.gatewaypair.TcpValve;
import io.warifu.demo.gatewaypair.Transfer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The key manager of either end hangs, then refuses, for longer than an epoch's soft limit and
 * shorter than the spare time: a transfer must not notice it, and epochs must go on afterwards.
 */
public final class HangKeyManager implements Trial {

    private static final int SOFT_SECONDS = 3;
    private static final int HARD_SECONDS = 15;
    private static final Duration FAULT = Duration.ofSeconds(6);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(30);
    private static final Duration END_LIMIT = Duration.ofSeconds(60);
    private static final long BYTES_PER_SECOND = 4L << 20;
    private static final long BYTES = 1L << 40;

    private final Bars bars;

    public HangKeyManager(Bars bars) {
        this.bars = bars;
    }

    @Override
    public GatewayPair.Choice choice() {
        return GatewayPair.Choice.of(Trial.quickEpochs(SOFT_SECONDS, HARD_SECONDS));
    }

    @Override
    public Findings run(GatewayPair pair, Consumer<String> tell)
            throws IOException, InterruptedException {
        Findings findings = new Findings();
        findings.require(
                Waiting.until(RECOVERY_LIMIT, () -> pair.east().state().equals("GREEN")),
                "the pair is not GREEN before");
        long seed = Transfer.newSeed();
        try (Transfer transfer =
                Transfer.paced(pair.east().tunnelPort(), seed, BYTES, BYTES_PER_SECOND)) {
            findings.require(
                    Waiting.until(RECOVERY_LIMIT, () -> pair.service().reading(seed).isPresent()),
                    "the transfer does not begin");
            Reading target = pair.service().reading(seed).orElseThrow();
            for (Fault fault : faults(pair)) {
                tell.accept(fault.name());
                fault.begin().run();
                double stall = longestStall(target);
                fault.valve().restore();
                findings.figure(fault.name() + ": longest stall, seconds", stall);
                findings.require(
                        Bars.holds(bars.stall(), stall),
                        fault.name() + ": the transfer stood still for " + stall + " s");
                recovers(fault.name(), pair, findings);
            }
            transfer.cut();
            findings.require(
                    Waiting.until(END_LIMIT, () -> target.ending() != Ending.RUNNING)
                            && target.isPrefixOf(seed),
                    "other bytes were delivered");
        }
        return findings;
    }

    private record Fault(String name, TcpValve valve, Runnable begin) {}

    private static List<Fault> faults(GatewayPair pair) {
        TcpValve east = pair.keysOfEast();
        TcpValve west = pair.keysOfWest();
        return List.of(
                new Fault("key manager of " + pair.east().site() + " hangs", east, east::hang),
                new Fault("key manager of " + pair.west().site() + " hangs", west, west::hang),
                new Fault("key manager of " + pair.east().site() + " refuses", east, east::refuse),
                new Fault("key manager of " + pair.west().site() + " refuses", west, west::refuse));
    }

    /** While the fault lasts. */
    private static double longestStall(Reading target) {
        long end = System.nanoTime() + FAULT.toNanos();
        long bytes = target.bytes();
        long moved = System.nanoTime();
        double longest = 0;
        for (long now = moved; now < end; now = System.nanoTime()) {
            if (target.bytes() != bytes) {
                bytes = target.bytes();
                moved = now;
            }
            longest = Math.max(longest, Findings.seconds(moved, now));
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return longest;
    }

    private static void recovers(String what, GatewayPair pair, Findings findings)
            throws IOException {
        int epoch = pair.east().epoch();
        long restored = System.nanoTime();
        boolean recovered =
                Waiting.until(
                        RECOVERY_LIMIT,
                        () -> pair.east().state().equals("GREEN") && pair.east().epoch() > epoch);
        findings.require(recovered, what + ": epochs do not go on afterwards");
        findings.figure(
                what + ": next epoch after seconds",
                recovered ? Findings.seconds(restored, System.nanoTime()) : -1.0);
    }
}
