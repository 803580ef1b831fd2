package io.warifu.simulator.link;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.TrainCodec;
import io.warifu.simulator.eavesdrop.TappedFibre;
import io.warifu.simulator.feed.LinkFeed;
import io.warifu.simulator.optics.Envelope;
import io.warifu.simulator.optics.HonestFibre;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.QuantumChannel;
import io.warifu.simulator.optics.Receiver;
import io.warifu.simulator.session.AliceDistillation;
import io.warifu.simulator.session.AliceSifting;
import io.warifu.simulator.session.BlockOutcome;
import io.warifu.simulator.session.BobDistillation;
import io.warifu.simulator.session.BobSifting;
import io.warifu.simulator.session.Recovery;
import io.warifu.simulator.session.SiftedRound;
import io.warifu.simulator.session.Verdict;
import io.warifu.simulator.session.Wish;
import io.warifu.simulator.socket.LinkConnection;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one end does in a session: settles what the last one left in doubt, then runs round after
 * round, distilling blocks in conversations of their own while the next round is being sifted.
 */
final class LinkService {

    private static final Logger LOG = LoggerFactory.getLogger(LinkService.class);

    /** The conversation of recovery and sifting; a block's own has the number of its round. */
    private static final long ROUNDS = 0;

    private final QkdLink link;
    private final LinkKeeper keeper;
    private final LedgerBook ledgers;
    private final LinkFeed feed;
    private final Supplier<RandomGenerator> freshChance;
    private final AlarmLatch alarm = new AlarmLatch();

    /** {@code freshChance} gives a new source of key bits for each round. */
    LinkService(
            QkdLink link,
            LinkKeeper keeper,
            LedgerBook ledgers,
            LinkFeed feed,
            Supplier<RandomGenerator> freshChance) {
        this.link = link;
        this.keeper = keeper;
        this.ledgers = ledgers;
        this.feed = feed;
        this.freshChance = freshChance;
    }

    /** Waits between two rounds; false ends the session. */
    interface Pause {
        boolean between(Duration length);
    }

    /** Serves until the session breaks or the pause says that it is over. */
    void serve(LinkConnection connection, Pause pause) throws ChannelException {
        ledgers.beginSession(connection.id().shortName());
        keeper.raiseSequence(feed.nextSequence());
        ClassicalChannel rounds = connection.conversations().conversation(ROUNDS);
        try (Distilleries distilleries =
                new Distilleries(link.settings(), connection.conversations())) {
            switch (link.settings().role()) {
                case ALICE -> beAlice(connection, rounds, distilleries, pause);
                case BOB -> beBob(connection, rounds, distilleries, pause);
            }
        } catch (UncheckedIOException e) {
            throw new ChannelException(
                    Check.INTERNAL, "this end cannot keep its state: " + e.getMessage(), e);
        }
    }

    private void beAlice(
            LinkConnection connection,
            ClassicalChannel rounds,
            Distilleries distilleries,
            Pause pause)
            throws ChannelException {
        Recovery.byAlice(rounds, keeper);
        LinkSettings settings = link.settings();
        LinkOptics optics = settings.optics();
        QuantumChannel fibre =
                new TappedFibre(
                        new HonestFibre(optics, freshChance.get()),
                        link::attacker,
                        freshChance.get());
        AliceSifting sifting =
                new AliceSifting(
                        optics,
                        settings.attacksAllowed()
                                ? Envelope.withAttacks(optics)
                                : Envelope.honest(optics),
                        settings.sizes(),
                        rounds,
                        train -> connection.sendTrain(TrainCodec.encode(fibre.carry(train))));
        boolean goOn = true;
        while (goOn) {
            RandomGenerator chance = freshChance.get();
            SiftedRound round = sifting.run(prepare(distilleries), chance);
            conclude(round);
            distilleries.distil(
                    round,
                    channel ->
                            new AliceDistillation(settings.postProcessing(), keeper, channel)
                                    .run(round, freshChance.get()),
                    this::conclude);
            boolean hurry = round.plan().wish() == Wish.FILL && !alarm.isRaised();
            goOn = pause.between(hurry ? Duration.ZERO : settings.interval());
        }
    }

    private void beBob(
            LinkConnection connection,
            ClassicalChannel rounds,
            Distilleries distilleries,
            Pause pause)
            throws ChannelException {
        Recovery.byBob(rounds, keeper);
        LinkSettings settings = link.settings();
        BobSifting sifting =
                new BobSifting(
                        settings.optics(),
                        new Receiver(settings.optics(), freshChance.get()),
                        rounds,
                        () -> TrainCodec.decode(connection.receiveTrain()));
        boolean goOn = true;
        while (goOn) {
            SiftedRound round = sifting.run(() -> prepare(distilleries));
            conclude(round);
            distilleries.distil(
                    round,
                    channel ->
                            new BobDistillation(settings.postProcessing(), keeper, channel)
                                    .run(round),
                    this::conclude);
            goOn = pause.between(Duration.ZERO);
        }
    }

    private Wish prepare(Distilleries distilleries) {
        if (feed.takesUpAlarm()) {
            alarm.resume();
        }
        Wish wish = feed.prepare(alarm.report(), keeper.isPoolLow(), distilleries.underWay());
        keeper.raiseSequence(feed.nextSequence());
        return wish;
    }

    private void conclude(SiftedRound round) {
        boolean stood = alarm.isRaised();
        alarm.judge(round);
        if (!stood && alarm.isRaised()) {
            LOG.warn("link {}: ALARM: {}", link.settings().link(), alarm.report().reason());
        }
        feed.report(alarm.report());
        link.authenticationPoolBits(keeper.poolBits());
        LinkState state = stateAfter(round);
        link.update(now -> now.after(round, link.settings()).in(state));
        if (!round.yieldsKey()) {
            round.block().wipe();
        }
    }

    private LinkState stateAfter(SiftedRound round) {
        if (alarm.isRaised()) {
            return LinkState.ALARM;
        }
        if (round.verdict() instanceof Verdict.TooDark) {
            return LinkState.DARK;
        }
        return round.plan().wish() == Wish.PAUSE ? LinkState.PAUSED : LinkState.RUNNING;
    }

    /** Called by the thread that distilled the block. */
    private void conclude(BlockOutcome outcome) {
        switch (outcome) {
            case BlockOutcome.Sealed sealed -> {
                LOG.debug(
                        "link {}: block {} of {} bytes, {}, {}",
                        link.settings().link(),
                        sealed.sequence(),
                        sealed.secretBytes(),
                        sealed.evidence().length(),
                        sealed.evidence().cascade());
                link.update(now -> now.after(sealed, link.settings()));
                feed.deliver(alarm::report);
            }
            case BlockOutcome.Nothing(var round, var counts, var reason) ->
                    LOG.warn(
                            "link {}: no key of round {}: {}, {}",
                            link.settings().link(),
                            round.ordinal(),
                            reason,
                            counts);
        }
    }
}
