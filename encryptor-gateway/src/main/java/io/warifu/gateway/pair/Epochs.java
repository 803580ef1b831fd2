package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlMessage.Hello;
import io.warifu.gateway.epoch.ConfirmedEpoch;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.epoch.EpochLimits;
import io.warifu.gateway.epoch.ErasedEpoch;
import io.warifu.gateway.epoch.LiveEpoch;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.ledger.EpochTotals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The live epochs of one pair: one in use, those in hand, those that fade, and the carriers that
 * hold keys of them.
 *
 * <p>Guarantee: the number in use only rises; an epoch comes into use only from in hand, which it
 * reaches only confirmed and recorded; nothing is sent under one past its hard time, by every
 * sender's own clock. Thread-safe.
 */
public final class Epochs {

    /** How long set-ups that began before a switch may still be finished. */
    static final Duration LINK_GRACE = Duration.ofSeconds(10);

    /** Past its not-after an epoch stays so long for the end that may not start it. */
    static final Duration EXPIRY_GRACE = Duration.ofSeconds(30);

    private final EpochLimits limits;
    private final PairRecords records;
    private final LongSupplier nanoTime;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<InHand> inHand = new ArrayDeque<>();
    private final List<Fading> fading = new ArrayList<>();
    private final Set<User> users = new LinkedHashSet<>();
    private volatile @Nullable EpochInUse current;
    private volatile int wantedAfter;

    private record InHand(ConfirmedEpoch epoch, long sinceNanos) {}

    private record Fading(EpochInUse epoch, long sinceNanos) {}

    /**
     * A carrier. Called under the lock of {@link Epochs}: it does not wait, and does not call back.
     */
    public interface User {

        /** An epoch came into use; records under it may come from now on. */
        void expect(EpochInUse epoch);

        /** The session is over, and the keys are gone. */
        void cut(CarrierFault fault);
    }

    Epochs(EpochLimits limits, PairRecords records, LongSupplier nanoTime) {
        this.limits = limits;
        this.records = records;
        this.nanoTime = nanoTime;
    }

    public EpochLimits limits() {
        return limits;
    }

    /** The epoch to send under, if {@link #maySend} allows it; null if there is none. */
    public @Nullable EpochInUse current() {
        return current;
    }

    public boolean maySend(EpochInUse epoch, long nowNanos) {
        return nowNanos - epoch.sinceNanos() < limits.hardTime().toNanos();
    }

    /** The current epoch, if it may be sent under now. */
    public Optional<EpochInUse> sendable() {
        EpochInUse now = current;
        return now != null && maySend(now, nanoTime.getAsLong())
                ? Optional.of(now)
                : Optional.empty();
    }

    /** The epoch of that number, if this end can still give keys of it. */
    public Optional<LiveEpoch> named(int number) {
        lock.lock();
        try {
            EpochInUse now = current;
            if (now != null && now.number() == number) {
                return Optional.of(now);
            }
            for (InHand waiting : inHand) {
                if (waiting.epoch().number() == number) {
                    return Optional.of(waiting.epoch());
                }
            }
            long oldest = nanoTime.getAsLong() - LINK_GRACE.toNanos();
            for (Fading old : fading) {
                if (old.epoch().number() == number && old.sinceNanos() - oldest > 0) {
                    return Optional.of(old.epoch());
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes an epoch in hand that was confirmed and recorded. */
    void add(ConfirmedEpoch epoch) {
        lock.lock();
        try {
            if (inHand.size() >= Hello.MAX_IN_HAND) {
                drop(inHand.removeFirst().epoch());
            }
            inHand.addLast(new InHand(epoch, nanoTime.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    List<Integer> inHand() {
        lock.lock();
        try {
            return inHand.stream().map(waiting -> waiting.epoch().number()).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends under {@code number} from now on, unless it does so already or uses a later one; epochs
     * in hand that are passed over are wiped. For the leading end's decision, and at the other end
     * for its word or for a verified record under the epoch.
     *
     * @return whether the epoch in use is this one or a later one
     */
    public boolean follow(int number) {
        lock.lock();
        try {
            EpochInUse before = current;
            if (before != null && before.number() >= number) {
                return true;
            }
            Optional<InHand> found =
                    inHand.stream().filter(w -> w.epoch().number() == number).findFirst();
            if (found.isEmpty() || !records.switched(found.get().epoch().entry().name())) {
                return false;
            }
            for (InHand passed = inHand.removeFirst();
                    !passed.equals(found.get());
                    passed = inHand.removeFirst()) {
                drop(passed.epoch());
            }
            long now = nanoTime.getAsLong();
            if (before != null) {
                fading.add(new Fading(before, now));
            }
            EpochInUse next = found.get().epoch().use(now, records::erased);
            current = next;
            users.forEach(user -> user.expect(next));
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a carrier know of every epoch that comes into use, from {@code own} on.
     *
     * @return false if the epoch is gone already
     */
    public boolean join(User user, int own) {
        lock.lock();
        try {
            EpochInUse now = current;
            if (now == null) {
                return false;
            }
            for (Fading old : fading) {
                if (old.epoch().number() > own) {
                    user.expect(old.epoch());
                }
            }
            if (now.number() > own) {
                user.expect(now);
            }
            return users.add(user);
        } finally {
            lock.unlock();
        }
    }

    public void leave(User user) {
        lock.lock();
        try {
            users.remove(user);
        } finally {
            lock.unlock();
        }
    }

    public List<User> users() {
        lock.lock();
        try {
            return List.copyOf(users);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is an epoch to send under that is not {@code exhausted}.
     *
     * @return empty when {@code waited} is over or {@code enough} says so
     */
    public Optional<EpochInUse> await(
            @Nullable EpochInUse exhausted, Duration waited, BooleanSupplier enough)
            throws InterruptedException {
        long left = waited.toNanos();
        lock.lock();
        try {
            while (!enough.getAsBoolean()) {
                Optional<EpochInUse> usable = sendable();
                if (usable.isPresent() && !usable.get().equals(exhausted)) {
                    return usable;
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = changed.awaitNanos(left);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Makes every waiter look again. */
    public void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A carrier reached a soft limit under {@code epoch}. */
    public void wantNext(EpochInUse epoch) {
        wantedAfter = epoch.number();
    }

    /** Whether the epoch in use should be followed by the next. */
    boolean nextIsWanted(EpochInUse now, long nowNanos) {
        return wantedAfter == now.number()
                || nowNanos - now.sinceNanos() >= limits.softTime().toNanos()
                || now.bytes() >= limits.softBytes()
                || now.carriers() >= EpochInUse.MAX_CARRIERS / 2;
    }

    /** Forgets what is past its time. */
    void sweep(boolean leading) {
        long now = nanoTime.getAsLong();
        lock.lock();
        try {
            for (Iterator<InHand> all = inHand.iterator(); all.hasNext(); ) {
                InHand waiting = all.next();
                long life =
                        TimeUnit.SECONDS.toNanos(waiting.epoch().notAfterSeconds())
                                + (leading ? 0 : EXPIRY_GRACE.toNanos());
                if (now - waiting.sinceNanos() > life) {
                    all.remove();
                    drop(waiting.epoch());
                }
            }
            for (Iterator<Fading> all = fading.iterator(); all.hasNext(); ) {
                Fading old = all.next();
                if (now - old.sinceNanos() > LINK_GRACE.toNanos()) {
                    old.epoch().wipeLink();
                }
                if (old.epoch().isErased()) {
                    all.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Keeps only what the other end, too, has in use or in hand. */
    void keepOnly(int peersCurrent, List<Integer> peersInHand) {
        lock.lock();
        try {
            for (Iterator<InHand> all = inHand.iterator(); all.hasNext(); ) {
                InHand waiting = all.next();
                int number = waiting.epoch().number();
                if (number != peersCurrent && !peersInHand.contains(number)) {
                    all.remove();
                    drop(waiting.epoch());
                }
            }
            EpochInUse now = current;
            if (now != null
                    && now.number() != peersCurrent
                    && !peersInHand.contains(now.number())) {
                fading.add(new Fading(now, nanoTime.getAsLong()));
                current = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Wipes everything and cuts every carrier. */
    void end(CarrierFault why) {
        List<User> cut;
        lock.lock();
        try {
            inHand.forEach(waiting -> drop(waiting.epoch()));
            inHand.clear();
            EpochInUse now = current;
            current = null;
            if (now != null) {
                fading.add(new Fading(now, nanoTime.getAsLong()));
            }
            fading.forEach(old -> old.epoch().wipeLink());
            cut = List.copyOf(users);
            users.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        cut.forEach(user -> user.cut(why));
    }

    List<PairSnapshot.EpochView> inHandViews() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            return inHand.stream()
                    .map(w ->
                            view(
                                    w.epoch(),
                                    now - w.sinceNanos(),
                                    Duration.ofSeconds(w.epoch().notAfterSeconds()),
                                    new EpochTotals(0, 0, 0, 0, 0)))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    Optional<PairSnapshot.EpochView> currentView() {
        EpochInUse now = current;
        return Optional.ofNullable(now).map(epoch -> inUseView(epoch));
    }

    List<PairSnapshot.EpochView> fadingViews() {
        lock.lock();
        try {
            return fading.stream()
                    .filter(old -> !old.epoch().isErased())
                    .map(old -> inUseView(old.epoch()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private PairSnapshot.EpochView inUseView(EpochInUse epoch) {
        return view(
                epoch,
                nanoTime.getAsLong() - epoch.sinceNanos(),
                limits.hardTime(),
                epoch.totals());
    }

    private static PairSnapshot.EpochView view(
            LiveEpoch epoch, long ageNanos, Duration life, EpochTotals totals) {
        Duration age = Duration.ofNanos(ageNanos);
        Duration left = life.minus(age);
        return new PairSnapshot.EpochView(
                epoch.number(),
                epoch.entry().keyId(),
                epoch.entry().mode(),
                age,
                left.isNegative() ? Duration.ZERO : left,
                totals);
    }

    /** Wipes an epoch that was recorded but never came in hand. */
    void discard(ConfirmedEpoch epoch) {
        drop(epoch);
    }

    private void drop(ConfirmedEpoch epoch) {
        epoch.close();
        records.erased(new ErasedEpoch(epoch.entry().name(), new EpochTotals(0, 0, 0, 0, 0)));
    }
}
