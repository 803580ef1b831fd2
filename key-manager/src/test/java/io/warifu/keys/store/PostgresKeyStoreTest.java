package io.warifu.keys.store;

import io.warifu.keys.DatabaseForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresKeyStoreTest extends KeyStoreContract {

    private DatabaseForTests database;

    @BeforeAll
    void open() {
        database = DatabaseForTests.create();
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    KeyStore newStore() {
        database.jdbc().update("truncate waiting_key, issued_key");
        return new PostgresKeyStore(database.jdbc(), database.transaction());
    }
}
