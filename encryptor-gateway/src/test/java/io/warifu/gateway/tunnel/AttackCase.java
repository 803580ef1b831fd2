package io.warifu.gateway.tunnel;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A test class with a pair of gateways of its own, and a man in the middle between them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackCase {

    private static final Bounds NORMAL = Pair.quick(Bounds.DEFAULT);

    private final Bounds bounds;
    Pair pair;

    /** With {@code setUp} as the time that an opening may take, an honest one too. */
    AttackCase(Duration setUp) {
        bounds =
                new Bounds(
                        512,
                        512,
                        128,
                        NORMAL.connect(),
                        setUp,
                        Duration.ofMinutes(1),
                        NORMAL.writeStall(),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        NORMAL.keyWait(),
                        NORMAL.redHold(),
                        NORMAL.watch());
    }

    @BeforeAll
    void start() throws IOException {
        pair = new Pair(Pair.Options.of(Target.Manner.COUNT).with(bounds));
    }

    @AfterAll
    void stop() throws IOException {
        pair.close();
    }
}
