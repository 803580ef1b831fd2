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
        started = new KeyManagerNetwork(folder, arguments());
    }

    @AfterAll
    void stop() {
        network().close();
    }

    @BeforeEach
    void fill() {
        network().fillAll();
    }

    /** What every key manager of this class is told beside the usual. */
    protected String[] arguments() {
        return new String[0];
    }

    protected final KeyManagerNetwork network() {
        if (started == null) {
            throw new AssertionError("not started");
        }
        return started;
    }
}
