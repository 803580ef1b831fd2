package io.warifu.simulator.session;

import io.warifu.simulator.bb84.ClickAnnouncement;
import io.warifu.simulator.bb84.LaidOpen;
import io.warifu.simulator.bb84.SiftedBlock;
import io.warifu.simulator.bb84.SiftedTrain;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.QuantumSender;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.optics.Emission;
import io.warifu.simulator.optics.Envelope;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.Transmitter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Alice's telling of a round, from the first pulse to the sifted block. {@link BobSifting} tells
 * the same story from the other end; each message sent in one is received in the other.
 *
 * <p>Up to {@value #TRAINS_IN_FLIGHT} trains are on their way before she answers for the first, so
 * that the time a message travels costs little.
 */
public final class AliceSifting {

    static final int TRAINS_IN_FLIGHT = 4;

    private final LinkOptics optics;
    private final Envelope envelope;
    private final BlockSizes sizes;
    private final ClassicalChannel channel;
    private final QuantumSender fibre;
    private long ordinal;
    private long pulsesBefore;

    /** {@code envelope} says which attacks must find their pulses in the trains. */
    public AliceSifting(
            LinkOptics optics,
            Envelope envelope,
            BlockSizes sizes,
            ClassicalChannel channel,
            QuantumSender fibre) {
        this.optics = optics;
        this.envelope = envelope;
        this.sizes = sizes;
        this.channel = channel;
        this.fibre = fibre;
    }

    /** Runs one round with fresh randomness, which decides the key. */
    public SiftedRound run(Wish wish, RandomGenerator chance) throws ChannelException {
        ordinal++;
        SourceSettings source = optics.source();
        RoundPlan plan = agree(wish, new UUID(chance.nextLong(), chance.nextLong()));
        Transmitter transmitter = new Transmitter(optics, envelope, chance);
        SiftedBlock block = new SiftedBlock(source);
        Queue<Emission> inFlight = new ArrayDeque<>();
        try {
            for (int train = 0; train < plan.trains(); train++) {
                Emission emission = transmitter.emit(plan.round(), plan.pulsesEach());
                inFlight.add(emission);
                fibre.send(emission.light());
                if (inFlight.size() == TRAINS_IN_FLIGHT) {
                    sift(inFlight.remove(), block);
                }
            }
            while (!inFlight.isEmpty()) {
                sift(inFlight.remove(), block);
            }
            channel.send(MessageKind.LAID_OPEN, LaidOpen.write(block, plan.disclosure()));
            LaidOpen theirs =
                    LaidOpen.read(channel.receive(MessageKind.LAID_OPEN), block, plan.disclosure());
            long from = pulsesBefore;
            pulsesBefore += block.pulses();
            return SiftedRound.of(ordinal, from, plan, source, block, theirs);
        } catch (ChannelException e) {
            inFlight.forEach(Emission::wipe);
            block.wipe();
            throw e;
        }
    }

    private RoundPlan agree(Wish wish, UUID round) throws ChannelException {
        RoundPlan.Offer offer =
                new RoundPlan.Offer(
                        round,
                        wish,
                        sizes.trains(Wish.KEY, optics),
                        sizes.trains(Wish.CHECK, optics));
        channel.send(MessageKind.OFFER, offer.write());
        PayloadReader answer = channel.receive(MessageKind.ANSWER);
        Wish agreed = Wish.ofCode(answer.getInt(Wish.MAX_CODE));
        answer.end();
        return offer.agreed(agreed);
    }

    private void sift(Emission emission, SiftedBlock block) throws ChannelException {
        try {
            ClickAnnouncement clicks =
                    ClickAnnouncement.read(
                            channel.receive(MessageKind.DETECTIONS), emission.pulses());
            SiftedTrain sifted =
                    SiftedTrain.byAlice(emission, clicks, optics.source().intensities().size());
            channel.send(MessageKind.SIFTED, sifted.write());
            block.add(sifted, emission.pulses(), clicks.clicks(), clicks.brightLight());
        } finally {
            emission.wipe();
        }
    }
}
