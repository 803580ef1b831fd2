package io.warifu.simulator.session;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.InMemoryClassicalChannel;
import io.warifu.simulator.eavesdrop.Eavesdropper;
import io.warifu.simulator.eavesdrop.WeakenedChannel;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.PhotonTrain;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Both ends of a link in one process, with a seed, for tests of whole rounds. */
final class InMemoryLink {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InMemoryClassicalChannel.Pair classical = InMemoryClassicalChannel.pair(PATIENCE);
    private final BlockingQueue<PhotonTrain> fibre = new LinkedBlockingQueue<>();
    private final SplittableRandom chance;
    private final AliceSession alice;
    private final BobSession bob;

    InMemoryLink(LinkOptics optics, RoundSizes sizes, double attackedShare, long seed) {
        chance = new SplittableRandom(seed);
        Eavesdropper eve = Eavesdropper.ofFraction(attackedShare, chance.split());
        alice =
                new AliceSession(
                        optics,
                        sizes,
                        classical.alice(),
                        new WeakenedChannel(fibre::add, () -> eve));
        bob = new BobSession(optics, classical.bob(), this::nextTrain);
    }

    record Both(RoundReport alice, RoundReport bob) {}

    Both round(Readiness ofAlice, Readiness ofBob) throws Exception {
        SplittableRandom bobsChance = chance.split();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RoundReport> bobs = threads.submit(() -> bob.run(() -> ofBob, bobsChance));
            RoundReport alices = alice.run(ofAlice, chance.split());
            return new Both(alices, bobs.get());
        }
    }

    private PhotonTrain nextTrain() throws ChannelException {
        try {
            PhotonTrain train = fibre.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (train == null) {
                throw new ChannelException("no photons");
            }
            return train;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException("interrupted", e);
        }
    }
}
