package io.warifu.keys.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.keys.DatabaseForTests;
import io.warifu.keys.Parallel;
import io.warifu.keys.audit.AuditVerifier.Broken;
import io.warifu.keys.audit.AuditVerifier.Whole;
import io.warifu.keys.vault.SigningKey;
import io.warifu.keys.vault.VaultTestKit;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuditTest {

    private DatabaseForTests database;
    private AuditLog log;
    private SigningKey key;

    @BeforeAll
    void open(@TempDir Path folder) {
        database = DatabaseForTests.create();
        key = VaultTestKit.signingKey(folder);
        log = AuditTestKit.log(database.jdbc());
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void write() {
        database.jdbc().update("truncate audit_event, audit_seal");
        for (int i = 0; i < 20; i++) {
            log.append(event(i));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set bits = bits + 1 where position = 7",
                "update audit_event set actor = 'sae:other' where position = 7",
                "update audit_event set at = at + interval '1 microsecond' where position = 7",
                "update audit_event set key_ids = '{}' where position = 7",
                "update audit_event set hash = sha256('x') where position = 7",
                "delete from audit_event where position = 7"
            })
    void namesTheFirstPlaceThatWasChanged(String change) {
        assertThat(AuditTestKit.chainAndVerify(database, key)).isInstanceOf(Whole.class);

        assertThat(database.jdbc().update(change)).isEqualTo(1);

        assertThat(AuditTestKit.chainAndVerify(database, key)).isEqualTo(new Broken(7));
    }

    @Test
    void chainsEachEventOnceWhenSeveralInstancesChain() {
        AuditTable table = new AuditTable(database.jdbc());
        List<Integer> chained =
                Parallel.run(8, () -> new AuditChainer(table, database.transaction()).chain());

        assertThat(chained.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
        assertThat(AuditTestKit.chainAndVerify(database, key))
                .isInstanceOfSatisfying(
                        Whole.class, whole -> assertThat(whole.events()).isEqualTo(20));
    }

    @Test
    void tellsWhatIsNotChainedYet() {
        assertThat(new AuditVerifier(new AuditTable(database.jdbc()), key).verify())
                .isEqualTo(new Whole(0, "0".repeat(64), 0, 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from audit_event where position = 20",
                "update audit_seal set signature = sha256('x')",
                "update audit_seal set signed_at = signed_at + interval '1 second'"
            })
    void seesThatASignedEndIsGoneOrNotTheOneSigned(String change) {
        AuditTable table = new AuditTable(database.jdbc());
        assertThat(AuditTestKit.chainAndVerify(database, key)).isInstanceOf(Whole.class);
        new AuditSealer(table, key, InstantSource.system()).seal();
        assertThat(AuditTestKit.chainAndVerify(database, key))
                .isInstanceOfSatisfying(Whole.class, whole -> assertThat(whole.seals()).isOne());

        assertThat(database.jdbc().update(change)).isEqualTo(1);

        assertThat(AuditTestKit.chainAndVerify(database, key)).isEqualTo(new Broken(20));
    }

    private static AuditEvent event(int number) {
        return new AuditEvent(
                "sae:gateway-kochi",
                KeyState.READY,
                KeyState.DELIVERED,
                "gateway-tokyo>gateway-kochi",
                List.of(new UUID(number, number)),
                256,
                "");
    }
}
