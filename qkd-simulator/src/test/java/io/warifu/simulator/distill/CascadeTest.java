package io.warifu.simulator.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.InMemoryClassicalChannel;
import io.warifu.simulator.channel.Message;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadWriter;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CascadeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void refusesQuestionsAboutBlocksThatDoNotExist() throws Exception {
        InMemoryClassicalChannel.Pair pair = InMemoryClassicalChannel.pair(PATIENCE);
        pair.bob().send(MessageKind.CASCADE_ROOTS, new PayloadWriter().putByte(0));
        pair.bob()
                .send(
                        MessageKind.CASCADE_ASK,
                        new PayloadWriter().putByte(0).putCount(1).putCount(0));
        assertThatThrownBy(() ->
                        CascadeReference.serve(
                                pair.alice(), new BitString(1000), CascadePlan.of(1000, 0.03), 1))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void refusesToTellMoreThanTheKey() throws Exception {
        InMemoryClassicalChannel.Pair pair = InMemoryClassicalChannel.pair(PATIENCE);
        pair.bob().send(MessageKind.CASCADE_ROOTS, new PayloadWriter().putByte(0));
        for (int i = 0; i < 40; i++) {
            PayloadWriter all = new PayloadWriter().putByte(0).putCount(60);
            for (int block = 0; block < 60; block++) {
                all.putCount(block == 0 ? 1 : 7);
            }
            pair.bob().send(MessageKind.CASCADE_ASK, all);
        }
        assertThatThrownBy(() ->
                        CascadeReference.serve(
                                pair.alice(), new BitString(300), CascadePlan.of(300, 0.2), 1))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("more than the whole key");
    }

    @ParameterizedTest(name = "{0} bits, {1} of them wrong")
    @CsvSource({"2, 0.5", "3, 0.4", "64, 0.1", "777, 0.05", "1000, 0", "5001, 0.11"})
    void correctsKeysOfAwkwardLengths(int bits, double rate) throws Exception {
        RandomGenerator chance = new SplittableRandom(bits);
        int corrected = 0;
        for (int trial = 0; trial < 20; trial++) {
            corrected += run(bits, rate, chance).corrected() ? 1 : 0;
        }
        assertThat(corrected).isGreaterThanOrEqualTo(19);
    }

    @ParameterizedTest(name = "error rate {0}")
    @CsvSource({"0.01, 1.06", "0.03, 1.06", "0.05, 1.06", "0.08, 1.08"})
    void correctsFramesNearTheShannonLimit(double rate, double maxEfficiency) throws Exception {
        RandomGenerator chance = new SplittableRandom(42);
        int frames = 12;
        int bits = 1 << 14;
        double efficiency = 0;
        int roundTrips = 0;
        for (int frame = 0; frame < frames; frame++) {
            Run run = run(bits, rate, chance);
            assertThat(run.corrected()).isTrue();
            assertThat(run.alice().leakedBits()).isEqualTo(run.countedOnTheWire());
            assertThat(run.bob()).isEqualTo(run.alice());
            efficiency += run.alice().efficiency(bits, rate) / frames;
            roundTrips += run.alice().roundTrips() / frames;
        }
        System.out.printf("Cascade %.2f: f %.4f, %d round trips%n", rate, efficiency, roundTrips);
        assertThat(efficiency).isBetween(1.0, maxEfficiency);
    }

    private record Run(
            CascadeResult alice, CascadeResult bob, int countedOnTheWire, boolean corrected) {}

    private static Run run(int bits, double rate, RandomGenerator chance) throws Exception {
        BitString ofAlice = random(bits, chance);
        BitString ofBob = ofAlice.xor(errors(bits, rate, chance));
        InMemoryClassicalChannel.Pair pair = InMemoryClassicalChannel.pair(PATIENCE);
        AtomicInteger counted = new AtomicInteger();
        long seed = chance.nextLong();
        Callable<CascadeResult> alice =
                () ->
                        CascadeReference.serve(
                                new Counting(pair.alice(), counted),
                                ofAlice,
                                CascadePlan.of(bits, rate),
                                seed);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<CascadeResult> served = threads.submit(alice);
            CascadeResult bob =
                    CascadeCorrector.correct(pair.bob(), ofBob, CascadePlan.of(bits, rate));
            return new Run(served.get(), bob, counted.get(), ofAlice.sameBits(ofBob));
        }
    }

    static BitString random(int bits, RandomGenerator chance) {
        long[] words = new long[BitString.wordsFor(bits)];
        for (int i = 0; i < words.length; i++) {
            words[i] = chance.nextLong();
        }
        return BitString.ofWords(bits, words);
    }

    private static BitString errors(int bits, double rate, RandomGenerator chance) {
        BitString errors = new BitString(bits);
        for (int i = 0; i < bits; i++) {
            errors.set(i, chance.nextDouble() < rate);
        }
        return errors;
    }

    /** A tap on Alice's wire that reads the length field of every answer. */
    private record Counting(ClassicalChannel inner, AtomicInteger parityBits)
            implements ClassicalChannel {

        @Override
        public void send(MessageKind kind, PayloadWriter payload) throws ChannelException {
            if (kind == MessageKind.CASCADE_PARITIES) {
                parityBits.addAndGet(
                        new Message(kind, payload.toBytes()).reader().getInt(Integer.MAX_VALUE));
            }
            inner.send(kind, payload);
        }

        @Override
        public Message receive() throws ChannelException {
            return inner.receive();
        }
    }
}
