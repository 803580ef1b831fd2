package io.warifu.keys.bounded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Requests that may be worked on together. Those that come while others are under way wait and go
 * together in the next batch: under load batches grow, without load nothing waits. Another batch
 * departs beside the one under way if enough wait, if more wait than one batch holds, or if that
 * one is slow.
 *
 * @param <Q> a request
 * @param <A> its answer
 */
public final class Gatherer<Q, A> {

    /** More batches at once would make each smaller, and a batch costs about the same anyway. */
    static final int MAX_BATCHES_IN_FLIGHT = 4;

    /** Requests that make another batch worth its cost while one is under way. */
    static final int WORTH_A_BATCH = 16;

    /** A batch that takes longer than this keeps no others waiting, like one to a silent peer. */
    static final long SLOW_BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    static final int MAX_WAITING_REQUESTS = 4096;

    /** Whoever waits longer gets no answer; one that still comes is taken back. */
    static final int MAX_WAIT_SECONDS = 25;

    private final Work<Q, A> work;
    private final Executor executor;
    private final Queue<Waiting<Q, A>> queue = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private int inFlight;
    private long lastDepartureNanos;

    public Gatherer(Work<Q, A> work, Executor executor) {
        this(work, executor, System::nanoTime);
    }

    Gatherer(Work<Q, A> work, Executor executor, LongSupplier nanoTime) {
        this.work = work;
        this.executor = executor;
        this.nanoTime = nanoTime;
    }

    /** What is done with the requests. */
    public interface Work<Q, A> {

        /** One answer for each request, in their order; what it throws is the answer of all. */
        List<A> together(List<Q> requests);

        /** What fits into a batch that is still empty; one request always does. */
        Room<Q> room();

        /** The answer when too many wait already, or the service stops. */
        A refused();

        /** Takes back an answer for which nobody waits any more. */
        void unwanted(A answer);
    }

    /** What is left in one batch. */
    public interface Room<Q> {

        /** Counts the request in if it fits. */
        boolean take(Q request);
    }

    private record Waiting<Q, A>(Q request, CompletableFuture<A> answer) {}

    /**
     * Waits for the answer. Whoever waits too long or is interrupted gets {@link Work#refused};
     * what {@link Work#together} throws is thrown here as if it had happened in this thread.
     */
    public A ask(Q request) {
        CompletableFuture<A> answer = add(request);
        try {
            return answer.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return givenUp(answer);
        } catch (TimeoutException e) {
            return givenUp(answer);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("work for several failed", e.getCause());
        }
    }

    /** Requests that no batch has taken yet. */
    synchronized int waiting() {
        return queue.size();
    }

    private A givenUp(CompletableFuture<A> answer) {
        A late = work.refused();
        answer.complete(late);
        return answer.getNow(late);
    }

    private CompletableFuture<A> add(Q request) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        synchronized (this) {
            if (queue.size() >= MAX_WAITING_REQUESTS) {
                return CompletableFuture.completedFuture(work.refused());
            }
            queue.add(new Waiting<>(request, answer));
            if (!anotherMayDepart()) {
                return answer;
            }
            inFlight++;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                inFlight--;
            }
            answer.complete(work.refused());
        }
        return answer;
    }

    private boolean anotherMayDepart() {
        if (inFlight == 0) {
            return true;
        }
        return inFlight < MAX_BATCHES_IN_FLIGHT
                && (queue.size() > inFlight * WORTH_A_BATCH
                        || moreThanABatchWaits()
                        || nanoTime.getAsLong() - lastDepartureNanos > SLOW_BATCH_NANOS);
    }

    /** What waits does not become one batch anyway, so waiting longer saves nothing. */
    private boolean moreThanABatchWaits() {
        Room<Q> room = work.room();
        for (Waiting<Q, A> waiting : queue) {
            if (!room.take(waiting.request())) {
                return true;
            }
        }
        return false;
    }

    private void run() {
        for (List<Waiting<Q, A>> batch = next(); !batch.isEmpty(); batch = next()) {
            run(batch);
        }
    }

    private void run(List<Waiting<Q, A>> batch) {
        try {
            List<A> answers = work.together(batch.stream().map(Waiting::request).toList());
            for (int i = 0; i < batch.size(); i++) {
                if (!batch.get(i).answer().complete(answers.get(i))) {
                    work.unwanted(answers.get(i));
                }
            }
        } catch (RuntimeException | Error e) {
            // Also an error: nobody may wait in vain, and this worker must stay in the count.
            batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
        }
    }

    /** The next batch; none if the queue is empty, and then this worker is gone. */
    private synchronized List<Waiting<Q, A>> next() {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        Room<Q> room = work.room();
        while (!queue.isEmpty()) {
            if (queue.element().answer().isDone()) {
                var _ = queue.remove();
                continue;
            }
            if (!room.take(queue.element().request()) && !batch.isEmpty()) {
                break;
            }
            batch.add(queue.remove());
        }
        if (batch.isEmpty()) {
            inFlight--;
        } else {
            lastDepartureNanos = nanoTime.getAsLong();
        }
        return batch;
    }
}
