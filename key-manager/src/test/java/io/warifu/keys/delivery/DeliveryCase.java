package io.warifu.keys.delivery;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A test class with delivery servers of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeliveryCase {

    private @Nullable DeliveryServers started;

    @BeforeAll
    void start(@TempDir Path folder) {
        started = new DeliveryServers(folder);
    }

    @AfterAll
    void stop() {
        servers().close();
    }

    final DeliveryServers servers() {
        if (started == null) {
            throw new AssertionError("not started");
        }
        return started;
    }
}
