package io.warifu.keys.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GathererTest {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /** Doubles numbers; each batch waits for a permit. */
    private static final class Doubling implements Gatherer.Work<Integer, Integer> {

        private final Semaphore permits = new Semaphore(0);
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch twoBegun = new CountDownLatch(2);
        private final List<List<Integer>> batches = new ArrayList<>();
        private final List<Integer> unwanted = new ArrayList<>();
        private final int numbersInABatch;

        Doubling(int numbersInABatch) {
            this.numbersInABatch = numbersInABatch;
        }

        @Override
        public List<Integer> together(List<Integer> requests) {
            // In this order: who has seen the first begin finds it counted.
            twoBegun.countDown();
            begun.countDown();
            permits.acquireUninterruptibly();
            synchronized (batches) {
                batches.add(requests);
            }
            if (requests.contains(-2)) {
                throw new AssertionError("broken");
            }
            if (requests.contains(-1)) {
                throw new IllegalArgumentException("no negative numbers");
            }
            return requests.stream().map(number -> 2 * number).toList();
        }

        @Override
        public Gatherer.Room<Integer> room() {
            int[] left = {numbersInABatch};
            return _ -> left[0]-- > 0;
        }

        @Override
        public Integer refused() {
            return 0;
        }

        @Override
        public void unwanted(Integer answer) {
            synchronized (unwanted) {
                unwanted.add(answer);
            }
        }
    }

    @Test
    void whatComesWhileABatchIsUnderWayGoesTogether() throws Exception {
        Doubling work = new Doubling(3);
        Gatherer<Integer, Integer> gatherer = new Gatherer<>(work, executor, () -> 0);
        List<Future<Integer>> answers = new ArrayList<>(asked(gatherer, 1));
        work.begun.await();
        answers.addAll(asked(gatherer, 3));
        awaitWaiting(gatherer, 3);
        work.permits.release(2);
        requireDoubled(answers);
        assertThat(work.batches).extracting(List::size).containsExactly(1, 3);
    }

    @Test
    void anotherBatchDepartsWhenEnoughWait() throws Exception {
        Doubling work = new Doubling(10 * Gatherer.WORTH_A_BATCH);
        Gatherer<Integer, Integer> gatherer = new Gatherer<>(work, executor, () -> 0);
        List<Future<Integer>> answers = new ArrayList<>(asked(gatherer, 1));
        work.begun.await();
        answers.addAll(asked(gatherer, Gatherer.WORTH_A_BATCH));
        awaitWaiting(gatherer, Gatherer.WORTH_A_BATCH);
        assertThat(work.twoBegun.getCount()).as("one is under way").isEqualTo(1);
        answers.addAll(asked(gatherer, 1));
        work.twoBegun.await();
        work.permits.release(answers.size());
        requireDoubled(answers);
    }

    @Test
    void anotherBatchDepartsWhenMoreWaitThanOneHolds() throws Exception {
        Doubling work = new Doubling(3);
        Gatherer<Integer, Integer> gatherer = new Gatherer<>(work, executor, () -> 0);
        List<Future<Integer>> answers = new ArrayList<>(asked(gatherer, 1));
        work.begun.await();
        answers.addAll(asked(gatherer, 3));
        awaitWaiting(gatherer, 3);
        assertThat(work.twoBegun.getCount()).as("one is under way").isEqualTo(1);
        answers.addAll(asked(gatherer, 1));
        work.twoBegun.await();
        work.permits.release(answers.size());
        requireDoubled(answers);
        assertThat(work.batches).extracting(List::size).containsExactlyInAnyOrder(1, 3, 1);
    }

    private List<Future<Integer>> asked(Gatherer<Integer, Integer> gatherer, int times) {
        return Stream.generate(() -> executor.submit(() -> gatherer.ask(1))).limit(times).toList();
    }

    private static void requireDoubled(List<Future<Integer>> answers) throws Exception {
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(2);
        }
    }

    @Test
    void aSlowBatchKeepsNoOthersWaiting() throws Exception {
        Doubling work = new Doubling(3);
        AtomicLong nanos = new AtomicLong();
        Gatherer<Integer, Integer> gatherer = new Gatherer<>(work, executor, nanos::get);
        Future<Integer> slow = executor.submit(() -> gatherer.ask(1));
        work.begun.await();
        nanos.set(Gatherer.SLOW_BATCH_NANOS + 1);
        Future<Integer> other = executor.submit(() -> gatherer.ask(2));
        work.twoBegun.await();
        work.permits.release(2);
        assertThat(slow.get()).isEqualTo(2);
        assertThat(other.get()).isEqualTo(4);
    }

    @Test
    void whoGivesUpIsRefusedAndHisAnswerTakenBack() throws Exception {
        Doubling work = new Doubling(3);
        Gatherer<Integer, Integer> gatherer = new Gatherer<>(work, executor, () -> 0);
        CountDownLatch interrupted = new CountDownLatch(1);
        int[] answer = {-1};
        Thread impatient =
                Thread.startVirtualThread(() -> {
                    answer[0] = gatherer.ask(21);
                    interrupted.countDown();
                });
        work.begun.await();
        impatient.interrupt();
        interrupted.await();
        assertThat(answer[0]).isZero();
        work.permits.release(2);
        assertThat(gatherer.ask(1)).isEqualTo(2);
        assertThat(work.unwanted).containsExactly(42);
    }

    @Test
    void whatWorkThrowsReachesAllOfItsBatchAndNoOther() {
        Doubling work = new Doubling(3);
        work.permits.release(3);
        Gatherer<Integer, Integer> gatherer = new Gatherer<>(work, executor);
        assertThatThrownBy(() -> gatherer.ask(-1)).hasMessage("no negative numbers");
        assertThatThrownBy(() -> gatherer.ask(-2)).hasRootCauseMessage("broken");
        assertThat(gatherer.ask(4)).isEqualTo(8);
    }

    @Test
    void refusesWhenNothingRunsAnyMore() {
        Gatherer<Integer, Integer> gatherer =
                new Gatherer<>(
                        new Doubling(3),
                        _ -> {
                            throw new RejectedExecutionException("stopped");
                        });
        assertThat(gatherer.ask(1)).isZero();
        assertThat(gatherer.ask(2)).isZero();
    }

    private static void awaitWaiting(Gatherer<?, ?> gatherer, int requests) {
        while (gatherer.waiting() < requests) {
            Thread.onSpinWait();
        }
    }
}
