package io.warifu.keys.enrolment;

import io.warifu.keys.DatabaseForTests;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresSaeDirectoryTest extends SaeDirectoryContract {

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
    SaeDirectory newDirectory() {
        database.jdbc().update("truncate sae, revoked_certificate");
        return new CachedSaeDirectory(
                new PostgresSaeDirectory(database.jdbc(), database.transaction()),
                InstantSource.system());
    }
}
