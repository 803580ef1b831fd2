package io.warifu.simulator.session;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.simulator.bb84.ClickAnnouncement;
import io.warifu.simulator.bb84.ErrorEstimate;
import io.warifu.simulator.bb84.Sifting;
import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.channel.QuantumReceiver;
import io.warifu.simulator.distill.CascadeCorrector;
import io.warifu.simulator.distill.CascadePlan;
import io.warifu.simulator.distill.CascadeResult;
import io.warifu.simulator.distill.PolynomialTag;
import io.warifu.simulator.distill.SecretLength;
import io.warifu.simulator.distill.ToeplitzHash;
import io.warifu.simulator.optics.Detections;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.PhotonTrain;
import io.warifu.simulator.optics.Receiver;
import io.warifu.simulator.session.RoundOutcome.Clean;
import io.warifu.simulator.session.RoundOutcome.Discarded;
import io.warifu.simulator.session.RoundOutcome.DistillationCost;
import io.warifu.simulator.session.RoundOutcome.Distilled;
import io.warifu.simulator.session.RoundOutcome.Reason;
import io.warifu.simulator.session.RoundOutcome.Tapped;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Bob's telling of one round; see {@link AliceSession} for the guarantees, which are the same. Bob
 * never takes a decision from Alice that he can take himself: he computes error rate, plan and
 * secret length from his own numbers and refuses to go on if hers differ.
 */
public final class BobSession {

    private final LinkOptics optics;
    private final ClassicalChannel channel;
    private final QuantumReceiver fibre;

    public BobSession(LinkOptics optics, ClassicalChannel channel, QuantumReceiver fibre) {
        this.optics = optics;
        this.channel = channel;
        this.fibre = fibre;
    }

    /** Waits for Alice's offer, then asks {@code readiness} where this end stands. */
    public RoundReport run(Supplier<Readiness> readiness, RandomGenerator chance)
            throws ChannelException {
        RoundPlan plan = agree(readiness);
        PhotonTrain train = fibre.receive();
        if (!train.round().equals(plan.round())) {
            throw new ChannelException("the photons belong to another round");
        }
        Detections detections = new Receiver(optics, chance).detect(train);
        BitString sifted = sift(detections);
        BitString key = new BitString(0);
        try {
            PayloadReader announced = channel.receive(MessageKind.SAMPLE);
            BitString sample = announced.getBitsOfLength(sifted.length());
            ErrorEstimate errors = estimate(sifted, sample, announced);
            key = sifted.select(sample.not());
            return new RoundReport(plan, judge(plan, detections, sifted, key, errors));
        } finally {
            key.wipe();
            sifted.wipe();
            detections.bits().wipe();
        }
    }

    private RoundPlan agree(Supplier<Readiness> readiness) throws ChannelException {
        PayloadReader offer = channel.receive(MessageKind.OFFER);
        UUID round = offer.getUuid();
        Wish hers = Wish.ofCode(offer.getInt(Wish.MAX_CODE));
        long herNext = offer.getCount(Readiness.MAX_SEQUENCE);
        offer.end();
        Readiness mine = readiness.get();
        Wish agreed = Wish.leastEager(hers, mine.wish());
        long sequence = Math.max(herNext, mine.nextSequence());
        channel.send(
                MessageKind.ANSWER, new PayloadWriter().putCount(agreed.code()).putCount(sequence));
        return new RoundPlan(round, agreed, sequence);
    }

    private BitString sift(Detections detections) throws ChannelException {
        channel.send(MessageKind.DETECTIONS, ClickAnnouncement.write(detections));
        PayloadReader reply = channel.receive(MessageKind.KEPT);
        BitString kept = reply.getBitsOfLength(detections.clicks());
        reply.end();
        return Sifting.byBob(detections, kept);
    }

    private ErrorEstimate estimate(BitString sifted, BitString sample, PayloadReader announced)
            throws ChannelException {
        BitString mine = sifted.select(sample);
        BitString hers = announced.getBitsOfLength(mine.length());
        announced.end();
        channel.send(MessageKind.SAMPLE_OF_BOB, new PayloadWriter().putBits(mine));
        return new ErrorEstimate(mine.length(), mine.distanceTo(hers));
    }

    private RoundOutcome judge(
            RoundPlan plan,
            Detections detections,
            BitString sifted,
            BitString key,
            ErrorEstimate errors)
            throws ChannelException {
        if (!errors.isMeaningful()) {
            return new Discarded(sifted.length(), errors, Reason.TOO_FEW_DETECTIONS);
        }
        if (errors.isAboveLimit()) {
            return new Tapped(sifted.length(), errors);
        }
        if (!plan.wish().makesKey()) {
            return new Clean(sifted.length(), errors);
        }
        return distil(plan, detections, sifted.length(), key, errors);
    }

    private RoundOutcome distil(
            RoundPlan plan,
            Detections detections,
            int siftedBits,
            BitString key,
            ErrorEstimate sampled)
            throws ChannelException {
        CascadeResult cascade =
                CascadeCorrector.correct(
                        channel, key, CascadePlan.of(key.length(), sampled.qber()));
        ErrorEstimate errors = sampled.plus(key.length(), cascade.correctedBits());
        if (!verify(key)) {
            return new Discarded(siftedBits, errors, Reason.KEYS_STILL_DIFFER);
        }
        int secretBits =
                SecretLength.of(
                        key.length(),
                        errors.qber(),
                        optics.multiPhotonShare(detections.pulses(), detections.clicks()),
                        Disclosed.total(cascade.leakedBits(), PolynomialTag.TAG_BITS));
        if (secretBits == 0) {
            return new Discarded(siftedBits, errors, Reason.NO_SECRET_LEFT);
        }
        SecretBytes secret = amplify(key, secretBits);
        confirm(plan, secretBits, secret);
        return new Distilled(
                new KeyBlock(plan.round(), plan.sequence(), secret, errors.qber()),
                siftedBits,
                errors,
                new DistillationCost(key.length(), cascade.leakedBits(), cascade.roundTrips()));
    }

    private boolean verify(BitString key) throws ChannelException {
        PayloadReader in = channel.receive(MessageKind.VERIFY);
        // Brought into the field again, in case it was not.
        long point = PolynomialTag.pointFrom(in.getLong() << 3);
        boolean agrees = in.getLong() == PolynomialTag.of(key, point);
        in.end();
        channel.send(MessageKind.VERIFY_RESULT, new PayloadWriter().putCount(agrees ? 1 : 0));
        return agrees;
    }

    private SecretBytes amplify(BitString key, int secretBits) throws ChannelException {
        PayloadReader in = channel.receive(MessageKind.AMPLIFY);
        int herBits = in.getInt(key.length());
        if (herBits != secretBits) {
            throw new ChannelException("the ends disagree on the secret length");
        }
        BitString seed = in.getBitsOfLength(ToeplitzHash.seedBits(key.length(), secretBits));
        in.end();
        return FinalKeys.amplified(key, secretBits, seed);
    }

    private void confirm(RoundPlan plan, int secretBits, SecretBytes secret)
            throws ChannelException {
        try {
            PayloadReader in = channel.receive(MessageKind.FINAL);
            boolean same =
                    in.getUuid().equals(plan.round())
                            && in.getCount(Readiness.MAX_SEQUENCE) == plan.sequence()
                            && in.getInt(Integer.MAX_VALUE) == secretBits;
            in.end();
            if (!same) {
                throw new ChannelException("the ends disagree on which block is final");
            }
            channel.send(MessageKind.FINAL_TAKEN, new PayloadWriter());
        } catch (ChannelException e) {
            secret.close();
            throw e;
        }
    }
}
