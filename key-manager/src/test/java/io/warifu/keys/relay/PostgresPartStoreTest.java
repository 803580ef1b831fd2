package io.warifu.keys.relay;

import io.warifu.keys.DatabaseForTests;
import io.warifu.keys.vault.VaultTestKit;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresPartStoreTest extends PartStoreContract {

    private final DatabaseForTests database = DatabaseForTests.create();

    @TempDir private Path folder = Path.of("");

    @Override
    PartStore store() {
        return new PostgresPartStore(
                database.jdbc(),
                database.transaction(),
                VaultTestKit.vault(folder, InstantSource.system()));
    }

    @AfterEach
    void close() {
        database.close();
    }
}
