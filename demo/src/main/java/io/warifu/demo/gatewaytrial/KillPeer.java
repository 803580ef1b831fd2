package io.warifu.demo.gatewaytrial;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaypair.Ending;
import io.warifu.demo.gatewaypair.GatewayPair;
import io.warifu.demo.gatewaypair.GatewayProcess;
import io.warifu.demo.gatewaypair.Reading;
import io.warifu.demo.gatewaypair.Transfer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * kill -9 of either gateway in the middle of a transfer: client and service must see an error and
 * no clean end; after the restart new streams must work without an operator; and over all lives of
 * both processes nothing may ever have been sealed twice under one key.
 */
public final class KillPeer implements Trial {

    private static final long BYTES = 1L << 40;
    private static final long UNDER_WAY_BYTES = 16L << 20;
    private static final long AFTERWARDS_BYTES = 1L << 20;
    private static final Duration UNDER_WAY_LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int rounds;
    private final List<Kill> kills;
    private final Bars bars;

    /** One kill: of the gateway at the service's side or of the other, in one kind of transfer. */
    private record Kill(boolean atService, Way way) {}

    private KillPeer(int rounds, List<Kill> kills, Bars bars) {
        this.rounds = rounds;
        this.kills = kills;
        this.bars = bars;
    }

    /** Each end so often in each kind of transfer. */
    public static KillPeer often(int rounds, Bars bars) {
        return new KillPeer(
                rounds,
                Stream.of(Way.values())
                        .flatMap(way -> Stream.of(new Kill(true, way), new Kill(false, way)))
                        .toList(),
                bars);
    }

    /** Each end once in the transfers where a polite end would be believed. */
    public static KillPeer briefly(Bars bars) {
        return new KillPeer(
                1, List.of(new Kill(true, Way.UPLOAD), new Kill(false, Way.DOWNLOAD)), bars);
    }

    @Override
    public GatewayPair.Choice choice() {
        return GatewayPair.Choice.of(Map.of()).givingSecretsAway();
    }

    @Override
    public Findings run(GatewayPair pair, Consumer<String> tell)
            throws IOException, InterruptedException {
        Findings findings = new Findings();
        for (int round = 0; round < rounds; round++) {
            for (Kill kill : kills) {
                GatewayProcess victim = kill.atService() ? pair.west() : pair.east();
                tell.accept("kill -9 of the gateway of " + victim.site() + ", " + kill.way());
                kill(pair, victim, kill.way(), round, findings);
            }
        }
        noKeyTwice(pair, findings);
        return findings;
    }

    /**
     * Which way bytes flow. It matters: a kernel ends the connections of a killed process by a
     * reset if there are bytes that it had not read, and politely if not.
     */
    private enum Way {
        UPLOAD,
        DOWNLOAD,
        BOTH;

        long out() {
            return this == DOWNLOAD ? 0 : BYTES;
        }

        long in() {
            return this == UPLOAD ? 0 : BYTES;
        }

        boolean isUnderWay(Transfer transfer, Reading target) {
            return (this == DOWNLOAD || target.bytes() > UNDER_WAY_BYTES)
                    && (this == UPLOAD || transfer.reading().bytes() > UNDER_WAY_BYTES);
        }
    }

    private void kill(
            GatewayPair pair, GatewayProcess victim, Way way, int round, Findings findings)
            throws IOException, InterruptedException {
        String who = victim.site() + " killed, " + way + ", round " + round;
        long seed = Transfer.newSeed();
        try (Transfer transfer =
                Transfer.start(pair.east().tunnelPort(), seed, way.out(), way.in())) {
            if (!findings.require(
                    Waiting.until(
                            UNDER_WAY_LIMIT,
                            () ->
                                    pair.service()
                                            .reading(seed)
                                            .filter(target -> way.isUnderWay(transfer, target))
                                            .isPresent()),
                    who + ": the transfer did not get under way")) {
                return;
            }
            Reading target = pair.service().reading(seed).orElseThrow();
            long killedNanos = System.nanoTime();
            victim.kill();
            transfer.ends(PATIENCE);
            Waiting.until(PATIENCE, () -> target.ending() != Ending.RUNNING);
            sawError(who + ": the client", transfer.reading(), killedNanos, findings);
            sawError(who + ": the service", target, killedNanos, findings);
            findings.require(
                    transfer.receivedPrefix() && target.isPrefixOf(seed),
                    who + ": something else was delivered");
        }
        victim.startAgain();
        pair.awaitReady();
        recovers(who, pair, findings);
    }

    private void sawError(String who, Reading reading, long killedNanos, Findings findings) {
        double seconds = Findings.seconds(killedNanos, reading.endedNanos());
        if (findings.require(
                reading.ending() == Ending.ERROR, who + " saw no error but " + reading)) {
            findings.figure(who + " noticed after seconds", seconds);
            findings.require(
                    Bars.holds(bars.notice(), seconds), who + " noticed after " + seconds + " s");
        }
    }

    /** New streams are tried until one works, as an application would. */
    private void recovers(String who, GatewayPair pair, Findings findings)
            throws InterruptedException {
        long readyNanos = System.nanoTime();
        boolean works = false;
        while (!works && System.nanoTime() - readyNanos < PATIENCE.toNanos()) {
            works = carriesAnother(pair);
        }
        double seconds = Findings.seconds(readyNanos, System.nanoTime());
        findings.figure(who + ": new streams work after seconds", works ? seconds : -1.0);
        findings.require(
                works && Bars.holds(bars.recovery(), seconds),
                who + ": new streams did not work within " + bars.recovery().toSeconds() + " s");
    }

    private static boolean carriesAnother(GatewayPair pair) throws InterruptedException {
        try (Transfer next =
                Transfer.start(
                        pair.east().tunnelPort(),
                        Transfer.newSeed(),
                        AFTERWARDS_BYTES,
                        AFTERWARDS_BYTES)) {
            return next.ends(PATIENCE) && next.receivedAll();
        } catch (IOException _) {
            // A gateway without a carrier breaks off at once, perhaps before the first bytes.
            return false;
        }
    }

    private static void noKeyTwice(GatewayPair pair, Findings findings) throws IOException {
        List<String> all = new ArrayList<>(pair.east().sealingKeys());
        all.addAll(pair.west().sealingKeys());
        List<String> hashes =
                all.stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList();
        findings.figure("keysSealedUnder", hashes.size());
        findings.require(
                hashes.size() >= 4 && new HashSet<>(hashes).size() == hashes.size(),
                "a key was sealed under twice, or none was noted");
    }
}
