package io.warifu.keys.relay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Orders of the same destinations and policy. Those that come while batches are under way wait and
 * go together in the next one: under load batches grow, without load nothing waits.
 */
final class Lane {

    /** More batches on their way at once would make each smaller and the database busier. */
    static final int MAX_BATCHES_IN_FLIGHT = 4;

    static final int MAX_WAITING_ORDERS = 4096;

    private final Function<List<KeyOrder>, List<Sent>> carry;
    private final Executor executor;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int inFlight;

    Lane(Function<List<KeyOrder>, List<Sent>> carry, Executor executor) {
        this.carry = carry;
        this.executor = executor;
    }

    private record Waiting(KeyOrder order, CompletableFuture<Sent> answer) {}

    /** The answer to come; whoever cancels it gets no keys, and nobody else does. */
    CompletableFuture<Sent> add(KeyOrder order) {
        CompletableFuture<Sent> answer = new CompletableFuture<>();
        synchronized (this) {
            if (queue.size() >= MAX_WAITING_ORDERS) {
                return CompletableFuture.completedFuture(new Sent.Unreachable());
            }
            queue.add(new Waiting(order, answer));
            if (inFlight >= MAX_BATCHES_IN_FLIGHT) {
                return answer;
            }
            inFlight++;
        }
        try {
            executor.execute(this::work);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                inFlight--;
            }
            answer.complete(new Sent.Unreachable());
        }
        return answer;
    }

    private void work() {
        for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
            carry(batch);
        }
    }

    private void carry(List<Waiting> batch) {
        try {
            List<Sent> answers = carry.apply(batch.stream().map(Waiting::order).toList());
            for (int i = 0; i < batch.size(); i++) {
                Sent sent = answers.get(i);
                if (!batch.get(i).answer().complete(sent)
                        && sent instanceof Sent.Issued(List<ReadyKey> keys)) {
                    keys.forEach(ReadyKey::close);
                }
            }
        } catch (RuntimeException e) {
            batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
        }
    }

    /** The orders of the next batch; none if the queue is empty, and then this worker is gone. */
    private synchronized List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        int keys = 0;
        int bytes = 0;
        while (!queue.isEmpty()) {
            if (queue.element().answer().isDone()) {
                var _ = queue.remove();
                continue;
            }
            KeyOrder order = queue.element().order();
            keys += order.number();
            bytes += order.bytes();
            if (keys > Manifest.MAX_KEYS || bytes > Manifest.MAX_KEY_BYTES) {
                break;
            }
            batch.add(queue.remove());
        }
        if (batch.isEmpty()) {
            inFlight--;
        }
        return batch;
    }
}
