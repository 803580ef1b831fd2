package io.warifu.keys;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A test class with four key managers of its own, whose links are full before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class NetworkCase {

    private @Nullable KeyManagerNetwork started;

    @BeforeAll
    void start(@TempDir Path folder) {
        started = new KeyManagerNetwork(folder);
    }

    @AfterAll
    void stop() {
        network().close();
    }

    @BeforeEach
    void fill() {
        network().fillAll();
    }

    protected final KeyManagerNetwork network() {
        if (started == null) {
            throw new AssertionError("not started");
        }
        return started;
    }
}
