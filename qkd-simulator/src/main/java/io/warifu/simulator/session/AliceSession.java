package io.warifu.simulator.session;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.simulator.bb84.ClickAnnouncement;
import io.warifu.simulator.bb84.ErrorEstimate;
import io.warifu.simulator.bb84.Sample;
import io.warifu.simulator.bb84.Sifting;
import io.warifu.simulator.bb84.Sifting.Sifted;
import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.channel.QuantumSender;
import io.warifu.simulator.distill.CascadePlan;
import io.warifu.simulator.distill.CascadeReference;
import io.warifu.simulator.distill.CascadeResult;
import io.warifu.simulator.distill.PolynomialTag;
import io.warifu.simulator.distill.SecretLength;
import io.warifu.simulator.distill.ToeplitzHash;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.PhotonTrain;
import io.warifu.simulator.optics.Transmitter;
import io.warifu.simulator.session.RoundOutcome.Clean;
import io.warifu.simulator.session.RoundOutcome.Discarded;
import io.warifu.simulator.session.RoundOutcome.DistillationCost;
import io.warifu.simulator.session.RoundOutcome.Distilled;
import io.warifu.simulator.session.RoundOutcome.Reason;
import io.warifu.simulator.session.RoundOutcome.Tapped;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Alice's telling of one round, from the first pulse to the finished block. {@link BobSession}
 * tells the same story from the other end; each message sent in one is received in the other.
 *
 * <p>Guarantee: a block comes out only if the error rate was below the limit, the verification tags
 * agreed, and Bob has confirmed that he holds it; any surprise is a {@link ChannelException} and
 * leaves nothing. Assumption: the classical channel is authentic. Limit: the last confirmation can
 * be lost, and then Bob alone holds the block.
 */
public final class AliceSession {

    private final LinkOptics optics;
    private final RoundSizes sizes;
    private final ClassicalChannel channel;
    private final QuantumSender fibre;

    public AliceSession(
            LinkOptics optics, RoundSizes sizes, ClassicalChannel channel, QuantumSender fibre) {
        this.optics = optics;
        this.sizes = sizes;
        this.channel = channel;
        this.fibre = fibre;
    }

    /** Runs one round with fresh randomness, which decides the key. */
    public RoundReport run(Readiness mine, RandomGenerator chance) throws ChannelException {
        RoundPlan plan = agree(mine, new UUID(chance.nextLong(), chance.nextLong()));
        Transmitter transmitter = new Transmitter(optics, chance);
        PhotonTrain train =
                transmitter.emit(plan.round(), optics.pulsesFor(sizes.clicks(plan.wish())));
        fibre.send(train);
        Sifted sifted = sift(train, transmitter);
        try {
            BitString sample = chooseSample(sifted.bits().length(), plan.wish(), chance);
            ErrorEstimate errors = estimate(sifted.bits(), sample);
            return new RoundReport(
                    plan, judge(plan, train.pulses(), sifted, sample, errors, chance));
        } finally {
            sifted.bits().wipe();
        }
    }

    private RoundPlan agree(Readiness mine, UUID round) throws ChannelException {
        channel.send(
                MessageKind.OFFER,
                new PayloadWriter()
                        .putUuid(round)
                        .putCount(mine.wish().code())
                        .putCount(mine.nextSequence()));
        PayloadReader answer = channel.receive(MessageKind.ANSWER);
        Wish agreed = Wish.ofCode(answer.getInt(Wish.MAX_CODE));
        long sequence = answer.getCount(Readiness.MAX_SEQUENCE);
        answer.end();
        if (agreed.compareTo(mine.wish()) < 0 || sequence < mine.nextSequence()) {
            throw new ChannelException("the answer goes beyond the offer");
        }
        return new RoundPlan(round, agreed, sequence);
    }

    private Sifted sift(PhotonTrain train, Transmitter transmitter) throws ChannelException {
        ClickAnnouncement clicks =
                ClickAnnouncement.read(channel.receive(MessageKind.DETECTIONS), train.pulses());
        Sifted sifted = Sifting.byAlice(train, clicks, transmitter::lateState);
        channel.send(MessageKind.KEPT, new PayloadWriter().putBits(sifted.kept()));
        return sifted;
    }

    private static BitString chooseSample(int siftedBits, Wish wish, RandomGenerator chance) {
        return wish.makesKey()
                ? Sample.choose(siftedBits, siftedBits / RoundSizes.SAMPLED_SHARE, chance)
                : Sample.all(siftedBits);
    }

    /** The sample is chosen only now, after Bob has committed to his clicks. */
    private ErrorEstimate estimate(BitString sifted, BitString sample) throws ChannelException {
        BitString disclosed = sifted.select(sample);
        channel.send(MessageKind.SAMPLE, new PayloadWriter().putBits(sample).putBits(disclosed));
        PayloadReader reply = channel.receive(MessageKind.SAMPLE_OF_BOB);
        BitString ofBob = reply.getBitsOfLength(disclosed.length());
        reply.end();
        return new ErrorEstimate(disclosed.length(), disclosed.distanceTo(ofBob));
    }

    private RoundOutcome judge(
            RoundPlan plan,
            long pulses,
            Sifted sifted,
            BitString sample,
            ErrorEstimate errors,
            RandomGenerator chance)
            throws ChannelException {
        int siftedBits = sifted.bits().length();
        if (!errors.isMeaningful()) {
            return new Discarded(siftedBits, errors, Reason.TOO_FEW_DETECTIONS);
        }
        if (errors.isAboveLimit()) {
            return new Tapped(siftedBits, errors);
        }
        if (!plan.wish().makesKey()) {
            return new Clean(siftedBits, errors);
        }
        BitString key = sifted.bits().select(sample.not());
        try {
            return distil(plan, pulses, sifted, key, errors, chance);
        } finally {
            key.wipe();
        }
    }

    private RoundOutcome distil(
            RoundPlan plan,
            long pulses,
            Sifted sifted,
            BitString key,
            ErrorEstimate sampled,
            RandomGenerator chance)
            throws ChannelException {
        int siftedBits = sifted.bits().length();
        CascadeResult cascade =
                CascadeReference.serve(
                        channel,
                        key,
                        CascadePlan.of(key.length(), sampled.qber()),
                        chance.nextLong());
        ErrorEstimate errors = sampled.plus(key.length(), cascade.correctedBits());
        if (!verify(key, chance)) {
            return new Discarded(siftedBits, errors, Reason.KEYS_STILL_DIFFER);
        }
        int secretBits =
                SecretLength.of(
                        key.length(),
                        errors.qber(),
                        optics.multiPhotonShare(pulses, sifted.kept().length()),
                        Disclosed.total(cascade.leakedBits(), PolynomialTag.TAG_BITS));
        if (secretBits == 0) {
            return new Discarded(siftedBits, errors, Reason.NO_SECRET_LEFT);
        }
        SecretBytes secret = amplify(key, secretBits, chance);
        confirm(plan, secretBits, secret);
        return new Distilled(
                new KeyBlock(plan.round(), plan.sequence(), secret, errors.qber()),
                siftedBits,
                errors,
                new DistillationCost(key.length(), cascade.leakedBits(), cascade.roundTrips()));
    }

    private boolean verify(BitString key, RandomGenerator chance) throws ChannelException {
        long point = PolynomialTag.pointFrom(chance.nextLong());
        channel.send(
                MessageKind.VERIFY,
                new PayloadWriter().putLong(point).putLong(PolynomialTag.of(key, point)));
        PayloadReader result = channel.receive(MessageKind.VERIFY_RESULT);
        boolean agrees = result.getInt(1) == 1;
        result.end();
        return agrees;
    }

    /** The seed is drawn and told only now, when nothing about the key can change any more. */
    private SecretBytes amplify(BitString key, int secretBits, RandomGenerator chance)
            throws ChannelException {
        int seedBits = ToeplitzHash.seedBits(key.length(), secretBits);
        long[] words = new long[BitString.wordsFor(seedBits)];
        for (int i = 0; i < words.length; i++) {
            words[i] = chance.nextLong();
        }
        BitString seed = BitString.ofWords(seedBits, words);
        channel.send(MessageKind.AMPLIFY, new PayloadWriter().putCount(secretBits).putBits(seed));
        return FinalKeys.amplified(key, secretBits, seed);
    }

    private void confirm(RoundPlan plan, int secretBits, SecretBytes secret)
            throws ChannelException {
        try {
            channel.send(
                    MessageKind.FINAL,
                    new PayloadWriter()
                            .putUuid(plan.round())
                            .putCount(plan.sequence())
                            .putCount(secretBits));
            channel.receive(MessageKind.FINAL_TAKEN).end();
        } catch (ChannelException e) {
            secret.close();
            throw e;
        }
    }
}
