package io.warifu.simulator.link;

import io.warifu.simulator.eavesdrop.Eavesdropper;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** What the rest of the service may see of a running link, from any thread. */
final class QkdLink {

    private final LinkSettings settings;
    private final AtomicReference<LinkSnapshot> snapshot =
            new AtomicReference<>(LinkSnapshot.INITIAL);
    private final AtomicReference<Eavesdropper> attacker =
            new AtomicReference<>(new Eavesdropper.None());

    QkdLink(LinkSettings settings) {
        this.settings = settings;
    }

    LinkSettings settings() {
        return settings;
    }

    LinkSnapshot snapshot() {
        return snapshot.get();
    }

    void update(UnaryOperator<LinkSnapshot> change) {
        snapshot.updateAndGet(change);
    }

    Eavesdropper attacker() {
        return attacker.get();
    }

    /** From the next train on, {@code present} sits on the fibre. */
    void attackBy(Eavesdropper present) {
        attacker.set(present);
    }
}
