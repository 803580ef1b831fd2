package io.warifu.simulator.session;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.InMemoryClassicalChannel;
import io.warifu.simulator.channel.Message;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.eavesdrop.Eavesdropper;
import io.warifu.simulator.eavesdrop.TappedFibre;
import io.warifu.simulator.optics.ArrivingTrain;
import io.warifu.simulator.optics.Envelope;
import io.warifu.simulator.optics.HonestFibre;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.Receiver;
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

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final KeeperInMemory keeperOfAlice = new KeeperInMemory();
    final KeeperInMemory keeperOfBob = new KeeperInMemory();
    private final InMemoryClassicalChannel.Pair rounds = InMemoryClassicalChannel.pair(PATIENCE);
    private final BlockingQueue<ArrivingTrain> fibre = new LinkedBlockingQueue<>();
    private final SplittableRandom chance;
    private final PostProcessing settings;
    private final AliceSifting alice;
    private final BobSifting bob;
    private long paritiesOnTheWire;
    private boolean spoilVerification;

    InMemoryLink(
            LinkOptics optics,
            BlockSizes sizes,
            PostProcessing settings,
            Eavesdropper eve,
            long seed) {
        this.chance = new SplittableRandom(seed);
        this.settings = settings;
        TappedFibre tapped =
                new TappedFibre(new HonestFibre(optics, chance.split()), () -> eve, chance.split());
        alice =
                new AliceSifting(
                        optics,
                        Envelope.withAttacks(optics),
                        sizes,
                        rounds.alice(),
                        train -> fibre.add(tapped.carry(train)));
        bob =
                new BobSifting(
                        optics,
                        new Receiver(optics, chance.split()),
                        rounds.bob(),
                        this::nextTrain);
    }

    record Both<T>(T alice, T bob) {}

    Both<SiftedRound> sift(Wish ofAlice, Wish ofBob) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<SiftedRound> bobs = threads.submit(() -> bob.run(() -> ofBob));
            SiftedRound alices = alice.run(ofAlice, chance.split());
            return new Both<>(alices, bobs.get());
        }
    }

    Both<BlockOutcome> distil(Both<SiftedRound> round) throws Exception {
        InMemoryClassicalChannel.Pair own = InMemoryClassicalChannel.pair(PATIENCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<BlockOutcome> bobs =
                    threads.submit(() ->
                            new BobDistillation(settings, keeperOfBob, own.bob()).run(round.bob()));
            BlockOutcome alices =
                    new AliceDistillation(settings, keeperOfAlice, tapped(own.alice()))
                            .run(round.alice(), chance.split());
            return new Both<>(alices, bobs.get());
        }
    }

    /** Parity bits that Alice has put on the wire, counted in her messages. */
    long paritiesOnTheWire() {
        return paritiesOnTheWire;
    }

    /** From now on Alice's verification tag arrives as if her key were another. */
    void spoilVerification() {
        spoilVerification = true;
    }

    private static PayloadWriter withLastBitFlipped(PayloadWriter payload) {
        byte[] bytes = payload.toBytes();
        bytes[bytes.length - 2] ^= 1;
        return new PayloadWriter().putRaw(bytes);
    }

    private ClassicalChannel tapped(ClassicalChannel channel) {
        return new ClassicalChannel() {
            @Override
            public void send(MessageKind kind, PayloadWriter payload) throws ChannelException {
                PayloadReader copy = new PayloadReader(payload.toBytes());
                if (kind == MessageKind.CASCADE_START) {
                    long _ = copy.getLong();
                    paritiesOnTheWire += copy.getInt(Integer.MAX_VALUE);
                } else if (kind == MessageKind.CASCADE_PARITIES) {
                    paritiesOnTheWire += copy.getInt(Integer.MAX_VALUE);
                }
                boolean spoilt = spoilVerification && kind == MessageKind.VERIFY;
                channel.send(kind, spoilt ? withLastBitFlipped(payload) : payload);
            }

            @Override
            public Message receive() throws ChannelException {
                return channel.receive();
            }
        };
    }

    private ArrivingTrain nextTrain() throws ChannelException {
        try {
            ArrivingTrain train = fibre.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (train == null) {
                throw new ChannelException(Check.TIMEOUT, "no photons");
            }
            return train;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException(Check.DISCONNECTED, "interrupted", e);
        }
    }
}
