package io.warifu.keys.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.keys.DatabaseForTests;
import io.warifu.keys.VaultForTests;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresEpochStoreTest extends EpochStoreContract {

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
    EpochStore newStore() {
        database.jdbc().update("truncate hybrid_epoch");
        return new PostgresEpochStore(database.jdbc(), new VaultForTests());
    }

    @Test
    void doesNotOpenASecretThatWasMovedToAnotherEpochOrVault() {
        EpochStore store = newStore();
        HybridEpoch mine = epoch("tokyo", NOW);
        HybridEpoch other = epoch("tokyo", NOW);
        assertThat(store.put(mine)).isEqualTo(EpochStore.Put.STORED);
        assertThat(store.put(other)).isEqualTo(EpochStore.Put.STORED);
        database.jdbc()
                .update(
                        "update hybrid_epoch set sealed = (select sealed from hybrid_epoch"
                                + " where id = ?) where id = ?",
                        other.id(),
                        mine.id());
        assertThat(store.find(mine.id())).isEmpty();
        assertThat(store.find(other.id())).isPresent();
        EpochStore elsewhere = new PostgresEpochStore(database.jdbc(), new VaultForTests());
        assertThat(elsewhere.find(other.id())).isEmpty();
    }

    @Test
    void writesNoSecretInClear() {
        HybridEpoch epoch = epoch("tokyo", NOW);
        assertThat(newStore().put(epoch)).isEqualTo(EpochStore.Put.STORED);
        String row =
                database.jdbc()
                        .queryForObject(
                                "select encode(sealed, 'hex') || encode(transcript, 'hex')"
                                        + " from hybrid_epoch",
                                String.class);
        String secret = epoch.secret().use(HexFormat.of()::formatHex);
        assertThat(row).doesNotContain(secret);
    }
}
