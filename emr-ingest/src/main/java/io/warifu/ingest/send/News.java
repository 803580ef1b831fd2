package io.warifu.ingest.send;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Tells those who watch the outbox that something has happened to it. */
final class News {

    private final Lock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private long count;

    void tell() {
        lock.lock();
        try {
            count++;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there is more than {@code seen}, or after {@code limit}. */
    void awaitAfter(long seen, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (count == seen && left > 0) {
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
