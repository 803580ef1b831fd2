package io.warifu.simulator.session;

import io.warifu.simulator.bb84.ClickAnnouncement;
import io.warifu.simulator.bb84.LaidOpen;
import io.warifu.simulator.bb84.SiftedBlock;
import io.warifu.simulator.bb84.SiftedTrain;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.channel.QuantumReceiver;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.optics.ArrivingTrain;
import io.warifu.simulator.optics.Detections;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.Receiver;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Bob's telling of a round; see {@link AliceSifting}. He never takes a decision from Alice that he
 * can take himself: counts and verdict are his own.
 */
public final class BobSifting {

    private final SourceSettings source;
    private final Receiver receiver;
    private final ClassicalChannel channel;
    private final QuantumReceiver fibre;
    private long ordinal;
    private long pulsesBefore;

    /** {@code receiver} keeps its detector memory from train to train. */
    public BobSifting(
            LinkOptics optics, Receiver receiver, ClassicalChannel channel, QuantumReceiver fibre) {
        this.source = optics.source();
        this.receiver = receiver;
        this.channel = channel;
        this.fibre = fibre;
    }

    /** Waits for Alice's offer, then asks {@code wish} what this end wants. */
    public SiftedRound run(Supplier<Wish> wish) throws ChannelException {
        ordinal++;
        RoundPlan plan = agree(wish);
        SiftedBlock block = new SiftedBlock(source);
        Queue<Detections> inFlight = new ArrayDeque<>();
        try {
            for (int train = 0; train < plan.trains(); train++) {
                Detections detections = detect(plan);
                inFlight.add(detections);
                channel.send(MessageKind.DETECTIONS, ClickAnnouncement.write(detections));
                if (inFlight.size() == AliceSifting.TRAINS_IN_FLIGHT) {
                    sift(inFlight.remove(), block);
                }
            }
            while (!inFlight.isEmpty()) {
                sift(inFlight.remove(), block);
            }
            LaidOpen theirs =
                    LaidOpen.read(channel.receive(MessageKind.LAID_OPEN), block, plan.disclosure());
            channel.send(MessageKind.LAID_OPEN, LaidOpen.write(block, plan.disclosure()));
            long from = pulsesBefore;
            pulsesBefore += block.pulses();
            return SiftedRound.of(ordinal, from, plan, source, block, theirs);
        } catch (ChannelException e) {
            inFlight.forEach(detections -> detections.bits().wipe());
            block.wipe();
            throw e;
        }
    }

    private RoundPlan agree(Supplier<Wish> wish) throws ChannelException {
        RoundPlan.Offer offer = RoundPlan.Offer.read(channel.receive(MessageKind.OFFER));
        Wish agreed = Wish.leastEager(offer.wish(), wish.get());
        channel.send(MessageKind.ANSWER, new PayloadWriter().putCount(agreed.code()));
        return offer.agreed(agreed);
    }

    private Detections detect(RoundPlan plan) throws ChannelException {
        ArrivingTrain train = fibre.receive();
        if (!train.train().equals(plan.round()) || train.pulses() != plan.pulsesEach()) {
            throw new ChannelException(Check.PROTOCOL, "the light belongs to another round");
        }
        return receiver.detect(train);
    }

    private void sift(Detections detections, SiftedBlock block) throws ChannelException {
        SiftedTrain sifted =
                SiftedTrain.byBob(
                        detections,
                        channel.receive(MessageKind.SIFTED),
                        source.intensities().size());
        block.add(sifted, detections.pulses(), detections.clicks(), detections.brightLight());
        detections.bits().wipe();
    }
}
