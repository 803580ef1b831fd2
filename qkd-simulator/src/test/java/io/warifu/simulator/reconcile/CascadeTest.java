package io.warifu.simulator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.InMemoryClassicalChannel;
import io.warifu.simulator.channel.Message;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CascadeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a frame that is not there,   1 5 1 1 1 0,  above",
        "a pass that is not there,    1 0 1 225 1 0,  no pass",
        "a level above the block,     1 0 1 15 1 0,  block that does not exist",
        "half of a single bit,        1 0 1 0 1 0,  block that does not exist",
        "a node past the last,        1 0 1 1 1 255 7,  block that does not exist",
        "a message cut short,         1 0 1 1 2 0,  ends too early",
        "a message with a tail,       1 0 1 1 1 0 0,  bytes too many",
        "more frames than there are,  3,  above",
    })
    void refusesToAnswer(String what, String bytes, String complaint) {
        ReferenceEnd alice = new ReferenceEnd(new BitString(1000), CascadePlan.of(1000, 0.03), 1);
        alice.start();
        PayloadWriter question = new PayloadWriter();
        for (String each : bytes.split(" ", -1)) {
            question.putByte(Integer.parseInt(each));
        }
        assertThatThrownBy(() -> alice.answer(reader(question)))
                .describedAs(what)
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void refusesToTellMoreThanTheKey() {
        ReferenceEnd alice = new ReferenceEnd(new BitString(300), CascadePlan.of(300, 0.2), 1);
        alice.start();
        PayloadWriter all = new PayloadWriter().putCount(1).putCount(0).putCount(1);
        all.putByte(1).putCount(60);
        for (int node = 0; node < 60; node++) {
            all.putCount(0);
        }
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 40; i++) {
                                alice.answer(reader(all));
                            }
                        })
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("more than the whole key");
    }

    @Test
    void refusesAnswersOfTheWrongLength() throws Exception {
        CascadePlan plan = CascadePlan.of(1000, 0.1);
        CorrectingEnd bob = new CorrectingEnd(errors(1000, 0.1, new SplittableRandom(1)), plan);
        bob.begin(reader(new ReferenceEnd(new BitString(1000), plan, 1).start()));
        assertThat(bob.nextQuestion()).isNotNull();
        assertThatThrownBy(() -> bob.take(reader(new PayloadWriter().putBits(new BitString(1)))))
                .isInstanceOf(ChannelException.class);
    }

    @Test
    void refusesAStartForAnotherPlan() {
        CorrectingEnd bob = new CorrectingEnd(new BitString(1000), CascadePlan.of(1000, 0.03));
        PayloadWriter start =
                new ReferenceEnd(new BitString(900), CascadePlan.of(900, 0.03), 1).start();
        assertThatThrownBy(() -> bob.begin(reader(start))).isInstanceOf(ChannelException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void endsWithLiesForAnswers(int seed) throws Exception {
        RandomGenerator chance = new SplittableRandom(seed);
        CascadePlan plan = CascadePlan.of(40_000, 0.05);
        CorrectingEnd bob = new CorrectingEnd(random(40_000, chance), plan);
        long leaked = 0;
        try {
            int roots = plan.frames() * plan.rootsToldPerFrame();
            bob.begin(reader(new PayloadWriter().putLong(seed).putBits(random(roots, chance))));
            while (true) {
                PayloadWriter question = bob.nextQuestion();
                if (question == null) {
                    break;
                }
                // Bob checks the length first, so the right one must be guessed from his count.
                int asked = bob.askedBits();
                leaked += asked;
                bob.take(reader(new PayloadWriter().putBits(random(asked, chance))));
            }
        } catch (ChannelException e) {
            assertThat(e).hasMessageMatching("the answers (contradict|put an error).*");
        }
        assertThat(leaked).isLessThanOrEqualTo(plan.maxLeakBits());
    }

    @ParameterizedTest(name = "{0} bits")
    @ValueSource(ints = {-1, 0, 1, (1 << 24) + 1})
    void refusesKeysOfImpossibleLengths(int bits) {
        assertThatThrownBy(() -> CascadePlan.of(bits, 0.03))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} bits, {1} of them wrong")
    @CsvSource({
        "2, 0.5",
        "3, 0.4",
        "5, 0.2",
        "64, 0.1",
        "100, 0.05",
        "777, 0.05",
        "1000, 0",
        "5001, 0.11",
        "16385, 0.03",
        "40001, 0.02"
    })
    void correctsKeysOfAwkwardLengths(int bits, double rate) throws Exception {
        RandomGenerator chance = new SplittableRandom(bits);
        int corrected = 0;
        for (int trial = 0; trial < 20; trial++) {
            Run run = run(CascadePlan.of(bits, rate), rate, chance);
            assertThat(run.alice().leakedBits()).isEqualTo(run.countedOnTheWire());
            assertThat(run.bob()).isEqualTo(run.alice());
            corrected += run.corrected() ? 1 : 0;
        }
        assertThat(corrected).isGreaterThanOrEqualTo(19);
    }

    @ParameterizedTest(name = "expected {0}, met {1}")
    @CsvSource({"0.03, 0.06", "0.03, 0.015", "0.01, 0.02", "0.08, 0.16", "0.08, 0.04", "0.03, 0"})
    void correctsWhenTheErrorRateIsNotTheExpectedOne(double expected, double met) throws Exception {
        CascadePlan plan = CascadePlan.of(1 << 16, expected);
        Run run = run(plan, met, new SplittableRandom(3));
        assertThat(run.corrected()).isTrue();
        assertThat(run.alice().leakedBits()).isEqualTo(run.countedOnTheWire());
    }

    @Test
    void endsWhenHalfTheBitsAreWrong() throws Exception {
        CascadePlan plan = CascadePlan.of(1 << 15, 0.03);
        Run run = run(plan, 0.5, new SplittableRandom(4));
        assertThat(run.alice().leakedBits())
                .isEqualTo(run.countedOnTheWire())
                .isLessThanOrEqualTo(plan.maxLeakBits());
    }

    @ParameterizedTest(name = "error rate {0}")
    @CsvSource({"0.01, 1.052", "0.03, 1.05", "0.05, 1.055", "0.08, 1.068"})
    void correctsNearTheShannonLimit(double rate, double maxEfficiency) throws Exception {
        int frames = 192;
        int bits = frames * CascadePlan.MAX_FRAME_BITS;
        CascadeTrial trial =
                new CascadeTrial(CascadePlan.of(bits, rate), rate, new SplittableRandom(42));
        CascadeResult result = trial.run();
        assertThat(trial.wrongFrames()).isLessThanOrEqualTo(1);
        assertThat(result.efficiency(bits, rate)).isBetween(1.0, maxEfficiency);
        assertThat(result.roundTrips()).isLessThan(400);
    }

    @ParameterizedTest(name = "error rate {0}")
    @CsvSource({"0.01, 1.143", "0.03, 1.174", "0.05, 1.185", "0.08, 1.217"})
    void reproducesTheOriginalVariant(double rate, double published) throws Exception {
        RandomGenerator chance = new SplittableRandom(43);
        int keys = 200;
        double efficiency = 0;
        for (int key = 0; key < keys; key++) {
            CascadeTrial trial = new CascadeTrial(CascadePlan.original(10_000, rate), rate, chance);
            efficiency += trial.run().efficiency(10_000, rate) / keys;
        }
        assertThat(efficiency).isBetween(published - 0.025, published + 0.015);
    }

    @Test
    void tellsTheSameStoryOnTheWireWithManyFrames() throws Exception {
        Run run = run(CascadePlan.of(300_000, 0.03), 0.03, new SplittableRandom(5));
        assertThat(run.corrected()).isTrue();
        assertThat(run.bob()).isEqualTo(run.alice());
        assertThat(run.alice().leakedBits()).isEqualTo(run.countedOnTheWire());
    }

    private record Run(
            CascadeResult alice, CascadeResult bob, long countedOnTheWire, boolean corrected) {}

    private static Run run(CascadePlan plan, double rate, RandomGenerator chance) throws Exception {
        BitString ofAlice = random(plan.keyBits(), chance);
        BitString ofBob = ofAlice.xor(errors(plan.keyBits(), rate, chance));
        InMemoryClassicalChannel.Pair pair = InMemoryClassicalChannel.pair(PATIENCE);
        AtomicLong counted = new AtomicLong();
        long seed = chance.nextLong();
        Callable<CascadeResult> alice =
                () ->
                        CascadeReference.serve(
                                new Counting(pair.alice(), counted), ofAlice, plan, seed);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<CascadeResult> served = threads.submit(alice);
            CascadeResult bob = CascadeCorrector.correct(pair.bob(), ofBob, plan);
            return new Run(served.get(), bob, counted.get(), ofAlice.sameBits(ofBob));
        }
    }

    private static PayloadReader reader(PayloadWriter payload) {
        return new PayloadReader(payload.toBytes());
    }

    private static BitString random(int bits, RandomGenerator chance) {
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

    /** A tap on Alice's wire that counts the parity bits in the messages themselves. */
    private record Counting(ClassicalChannel inner, AtomicLong parityBits)
            implements ClassicalChannel {

        @Override
        public void send(MessageKind kind, PayloadWriter payload) throws ChannelException {
            PayloadReader sent = reader(payload);
            if (kind == MessageKind.CASCADE_START) {
                sent.getLong();
            }
            parityBits.addAndGet(sent.getBits(Integer.MAX_VALUE).length());
            sent.end();
            inner.send(kind, payload);
        }

        @Override
        public Message receive() throws ChannelException {
            return inner.receive();
        }
    }
}
