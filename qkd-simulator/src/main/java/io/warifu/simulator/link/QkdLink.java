package io.warifu.simulator.link;

import io.warifu.simulator.eavesdrop.Eavesdropper;
import io.warifu.simulator.eavesdrop.classical.ManInTheMiddle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What the rest of the service may see of a running link, from any thread. */
final class QkdLink {

    private final LinkSettings settings;
    private final AtomicReference<LinkSnapshot> snapshot =
            new AtomicReference<>(LinkSnapshot.INITIAL);
    private final AtomicReference<Eavesdropper> attacker =
            new AtomicReference<>(Eavesdropper.none());
    private final List<Consumer<QkdLink>> watchers = new CopyOnWriteArrayList<>();
    private final Optional<ManInTheMiddle> manInTheMiddle;
    private volatile long authenticationPoolBits;

    /** {@code manInTheMiddle} relays the classical channel, where attacks are allowed. */
    QkdLink(LinkSettings settings, Optional<ManInTheMiddle> manInTheMiddle) {
        this.settings = settings;
        this.manInTheMiddle = manInTheMiddle;
    }

    LinkSettings settings() {
        return settings;
    }

    LinkSnapshot snapshot() {
        return snapshot.get();
    }

    void update(UnaryOperator<LinkSnapshot> change) {
        LinkSnapshot before = snapshot.getAndUpdate(change);
        if (!before.equals(snapshot.get())) {
            watchers.forEach(watcher -> watcher.accept(this));
        }
    }

    /** {@code watcher} is called in the link's thread after each change, and must be quick. */
    void watch(Consumer<QkdLink> watcher) {
        watchers.add(watcher);
    }

    Eavesdropper attacker() {
        return attacker.get();
    }

    /** From the next train on, {@code present} sits on the fibre. */
    void attackBy(Eavesdropper present) {
        attacker.set(present);
    }

    Optional<ManInTheMiddle> manInTheMiddle() {
        return manInTheMiddle;
    }

    /** Bits left for tags, of the poorer lane. */
    long authenticationPoolBits() {
        return authenticationPoolBits;
    }

    void authenticationPoolBits(long bits) {
        authenticationPoolBits = bits;
    }
}
