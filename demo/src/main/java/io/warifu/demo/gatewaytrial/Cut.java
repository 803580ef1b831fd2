package io.warifu.demo.gatewaytrial;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaypair.Ending;
import io.warifu.demo.gatewaypair.GatewayPair;
import io.warifu.demo.gatewaypair.Reading;
import io.warifu.demo.gatewaypair.Transfer;
import io.warifu.demo.gatewaypair.WireTap;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One transfer in both directions that somebody on the wire spoils at one record, and what its two
 * ends saw of it.
 */
final class Cut {

    /**
     * More than all buffers on the way hold, so that nobody is done before the record comes that is
     * spoilt; and enough behind it that a wrong length does not wait for more.
     */
    private static final long BYTES = 32L << 20;

    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Spoils a record, or the few that a {@link Place} spans, one call for each. */
    @FunctionalInterface
    interface Spoiling {
        void spoil(WireTap.Seen seen, WireTap.Ends out) throws IOException;
    }

    /**
     * Where on the wire.
     *
     * @param forward from the application's side to the service's
     * @param record which of the transfer's large records in that direction, from 0
     * @param span so many of them in a row
     * @param silently whether nothing after them passes
     */
    record Place(boolean forward, int record, int span, boolean silently) {}

    private final GatewayPair pair;
    private final Bars bars;

    Cut(GatewayPair pair, Bars bars) {
        this.pair = pair;
        this.bars = bars;
    }

    /** Runs one transfer and spoils it; notes in {@code findings} what was not as it must be. */
    boolean run(String what, Place place, Spoiling spoiling, Findings findings)
            throws IOException, InterruptedException {
        AtomicLong spoiltNanos = new AtomicLong();
        AtomicInteger count = new AtomicInteger();
        // Of earlier transfers, also of other trials, something may still be on its way.
        Set<Integer> earlier = pair.wire().bulkConnections();
        long seed = Transfer.newSeed();
        pair.wire()
                .meddle((seen, out) -> {
                    if (seen.forward() != place.forward()
                            || !seen.isBulk()
                            || earlier.contains(seen.connection())) {
                        out.write(seen.frame());
                        return;
                    }
                    int record = count.getAndIncrement();
                    if (record < place.record()) {
                        out.write(seen.frame());
                    } else if (record < place.record() + place.span()) {
                        awaitHead(seed);
                        spoiltNanos.compareAndSet(0, System.nanoTime());
                        spoiling.spoil(seen, out);
                    } else if (!place.silently()) {
                        out.write(seen.frame());
                    }
                });
        try (Transfer transfer = Transfer.start(pair.east().tunnelPort(), seed, BYTES, BYTES)) {
            boolean ended = transfer.ends(PATIENCE);
            boolean spoilt =
                    findings.require(
                            spoiltNanos.get() != 0,
                            what
                                    + ": never came to it"
                                    + transfer.reading()
                                    + " "
                                    + pair.service().reading(seed)
                                    + " "
                                    + count.get());
            if (!spoilt
                    || !findings.require(ended, what + ": the client hangs")
                    || !findings.require(
                            pair.service().reading(seed).isPresent(),
                            what + ": the service was not reached")) {
                return false;
            }
            Reading target = pair.service().reading(seed).orElseThrow();
            Waiting.until(PATIENCE, () -> target.ending() != Ending.RUNNING);
            boolean client =
                    (transfer.receivedAll() && place.forward())
                            || seen(
                                    what + ": the client",
                                    transfer.reading(),
                                    spoiltNanos.get(),
                                    findings);
            // Whoever had everything before, and had handed over everything, has nothing to see.
            boolean service =
                    (target.isWhole(seed, BYTES) && !place.forward())
                            || seen(what + ": the service", target, spoiltNanos.get(), findings);
            boolean right =
                    findings.require(
                            transfer.receivedPrefix(), what + ": the client got other bytes");
            right &=
                    findings.require(
                            target.isPrefixOf(seed), what + ": the service got other bytes");
            return right && client && service;
        } finally {
            pair.wire().meddle(WireTap.Meddler.NONE);
        }
    }

    /** A reset overtakes what the service has not read yet; the beginning must not be lost so. */
    private void awaitHead(long seed) throws IOException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (pair.service().reading(seed).isEmpty()) {
            if (System.nanoTime() > limit) {
                throw new IOException("the service does not see the beginning of the transfer");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean seen(String who, Reading reading, long spoiltNanos, Findings findings) {
        if (!findings.require(
                reading.ending() == Ending.ERROR, who + " saw no error but " + reading)) {
            return false;
        }
        double seconds = Findings.seconds(spoiltNanos, reading.endedNanos());
        Object slowest = findings.figures().getOrDefault("slowestNoticeSeconds", 0.0);
        findings.figure("slowestNoticeSeconds", Math.max((Double) slowest, seconds));
        return findings.require(
                Bars.holds(bars.notice(), seconds), who + " noticed after " + seconds + " s");
    }
}
