package io.warifu.keys.relay;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.store.KeyRoute;
import java.util.UUID;

/** A key that lies at its destinations and is the master's to have; who receives it closes it. */
public record ReadyKey(UUID id, SecretBytes key, KeyRoute route) implements AutoCloseable {

    @Override
    public void close() {
        key.close();
    }
}
