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
    private static final Bounds BOUNDS =
            new Bounds(
                    512,
                    512,
                    128,
                    NORMAL.connect(),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(1),
                    NORMAL.writeStall(),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    NORMAL.keyWait(),
                    NORMAL.redHold(),
                    NORMAL.watch());

    Pair pair;

    @BeforeAll
    void start() throws IOException {
        pair = new Pair(Pair.Options.of(Target.Manner.COUNT).with(BOUNDS));
    }

    @AfterAll
    void stop() throws IOException {
        pair.close();
    }
}
