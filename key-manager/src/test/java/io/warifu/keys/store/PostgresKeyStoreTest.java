package io.warifu.keys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.DatabaseForTests;
import io.warifu.keys.audit.AuditTestKit;
import io.warifu.keys.audit.AuditVerifier;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.fairness.PairAccounts;
import io.warifu.keys.vault.KeyVault;
import io.warifu.keys.vault.SigningKey;
import io.warifu.keys.vault.VaultTestKit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresKeyStoreTest extends KeyStoreContract {

    private DatabaseForTests database;
    private KeyVault vault;
    private SigningKey key;

    @BeforeAll
    void open(@TempDir Path folder) {
        database = DatabaseForTests.create();
        vault = VaultTestKit.vault(folder, InstantSource.system());
        key = VaultTestKit.signingKey(folder);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    KeyStore newStore() {
        database.jdbc()
                .update(
                        "truncate waiting_key, waiting_change, reserved_keys, issued_key, audit_event,"
                                + " pair_account");
        WaitingKeyTable waiting = new WaitingKeyTable(database.jdbc(), vault);
        return new PostgresKeyStore(
                TOKYO,
                new ReservedKeyTable(database.jdbc()),
                new IssuedKeyTable(database.jdbc()),
                waiting,
                new WaitingCounts(waiting, InstantSource.system()),
                database.transaction(),
                AuditTestKit.log(database.jdbc()),
                new PairAccounts(database.jdbc(), System::nanoTime));
    }

    @Test
    void keepsNoKeyInTheTableInAnyEncoding() {
        byte[] key = "a key that nobody may find here!".getBytes(StandardCharsets.UTF_8);
        UUID id = put(newStore(), key);

        String dump =
                String.join(
                        "\n",
                        database.jdbc()
                                .queryForList("select w::text from waiting_key w", String.class));

        assertThat(dump).contains(id.toString());
        assertThat(dump)
                .doesNotContain(new String(key, StandardCharsets.UTF_8))
                .doesNotContain(HexFormat.of().formatHex(key))
                .doesNotContain(Base64.getEncoder().encodeToString(key));
    }

    @Test
    void opensNoKeyThatWasMovedToAnotherRow() {
        KeyStore store = newStore();
        UUID one = put(store, new byte[32]);
        UUID other = put(store, new byte[32]);
        database.jdbc()
                .update(
                        "update waiting_key set sealed = (select sealed from waiting_key where id = ?)"
                                + " where id = ?",
                        one,
                        other);

        assertThat(take(store, other)).isInstanceOf(KeyStore.Taken.NotFound.class);
        assertThat(take(store, one)).isInstanceOf(KeyStore.Taken.Keys.class);
    }

    @Test
    void erasesAKeyWithItsLastDelivery() {
        KeyStore store = newStore();
        UUID id = put(store, new byte[32]);
        assertThat(take(store, id)).isInstanceOf(KeyStore.Taken.Keys.class);

        assertThat(
                        database.jdbc()
                                .queryForList(
                                        "select state from waiting_key where sealed is null",
                                        String.class))
                .containsExactly("DELIVERED");
    }

    @Test
    void writesNoIndexAtADelivery() {
        KeyStore store = newStore();
        List<UUID> ids = Stream.generate(() -> put(store, new byte[32])).limit(20).toList();

        Long inPlace =
                database.transaction()
                        .execute(_ -> {
                            long before = updatedInPlace();
                            ids.forEach(id -> assertThat(take(store, id)).isNotNull());
                            return updatedInPlace() - before;
                        });

        assertThat(inPlace).isEqualTo(ids.size());
    }

    private long updatedInPlace() {
        return number("select pg_stat_get_xact_tuples_hot_updated('waiting_key'::regclass)");
    }

    @Test
    void countsAsTheRowsWouldWhateverHappens() {
        KeyStore store = newStore();
        WaitingKeyTable table = new WaitingKeyTable(database.jdbc(), vault);
        RandomGenerator random = new Random(5);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            switch (random.nextInt(8)) {
                case 0 -> store.voidKeys(TOKYO, sample(ids, random), "test");
                case 1, 2 -> sample(ids, random).forEach(id -> take(store, id));
                case 3 -> table.addChangesUp();
                default -> ids.add(put(store, new byte[32]));
            }
            assertThat(store.waiting()).isEqualTo(ready());
        }
        assertThat(store.expire(NOW.plus(Duration.ofDays(365)))).isPositive();
        assertThat(store.waiting()).isZero();
    }

    private static List<UUID> sample(List<UUID> ids, RandomGenerator random) {
        return ids.stream().filter(_ -> random.nextInt(10) == 0).toList();
    }

    private long ready() {
        return number("select count(*) from waiting_key where state = 'READY'");
    }

    private long number(String query) {
        Long number = database.jdbc().queryForObject(query, Long.class);
        return number == null ? -1 : number;
    }

    @Test
    void takesPartInTheTransactionOfItsCaller() {
        KeyStore store = newStore();
        assertThatThrownBy(() ->
                        database.transaction()
                                .executeWithoutResult(_ -> {
                                    var _ = put(store, new byte[32]);
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");

        assertThat(store.waiting()).isZero();
    }

    @Test
    void writesEachTransitionIntoTheAudit() {
        KeyStore store = newStore();
        UUID id = put(store, new byte[32]);
        assertThat(take(store, id)).isInstanceOf(KeyStore.Taken.Keys.class);
        assertThat(take(store, id)).isInstanceOf(KeyStore.Taken.NotFound.class);

        assertThat(AuditTestKit.chainAndVerify(database, key))
                .isInstanceOfSatisfying(
                        AuditVerifier.Whole.class,
                        whole -> assertThat(whole.events()).isEqualTo(2));
        assertThat(
                        database.jdbc()
                                .queryForList(
                                        "select to_state || ' ' || actor from audit_event order by id",
                                        String.class))
                .containsExactly("READY kme:tokyo", "DELIVERED sae:slave");
    }

    @Test
    void leavesTheCallersTransactionUsableWhenItIssuesNothing() {
        KeyStore store = newStore();
        UUID reserved = reserve(store);
        UUID unknown = UUID.randomUUID();

        Boolean issued =
                database.transaction()
                        .execute(_ -> store.issue(List.of(reserved, unknown), KeyRoute.within()));

        assertThat(issued).isFalse();
        assertThat(store.issue(List.of(reserved), KeyRoute.within())).isTrue();
    }

    @Test
    void saysInTheAuditWhatStateAVoidedKeyWasIn() {
        KeyStore store = newStore();
        UUID reserved = reserve(store);
        UUID issued = reserve(store);
        assertThat(store.issue(List.of(issued), KeyRoute.within())).isTrue();

        assertThat(store.voidKeys(TOKYO, List.of(reserved, issued), "test")).isEqualTo(2);

        assertThat(
                        database.jdbc()
                                .queryForList(
                                        "select from_state from audit_event where to_state = 'VOID'"
                                                + " order by id",
                                        String.class))
                .containsExactly("RESERVED", "ISSUED");
    }

    private static UUID reserve(KeyStore store) {
        UUID id = UUID.randomUUID();
        store.reserve(
                List.of(
                        new IssuedKey(
                                id,
                                new SaeId("master"),
                                List.of(new SaeId("slave")),
                                List.of(new SiteId("kochi")),
                                256,
                                NOW,
                                NOW.plusSeconds(3600))));
        return id;
    }

    private static UUID put(KeyStore store, byte[] key) {
        UUID id = UUID.randomUUID();
        WaitingKey waiting =
                new WaitingKey(
                        id,
                        new SaeId("master"),
                        List.of(new SaeId("slave")),
                        TOKYO,
                        SecretBytes.copyOf(key),
                        NOW,
                        NOW.plusSeconds(3600),
                        KeyRoute.of("tokyo>kochi", HybridMode.OFF));
        assertThat(store.put(List.of(waiting))).isEqualTo(KeyStore.Put.STORED);
        return id;
    }

    private static KeyStore.Taken take(KeyStore store, UUID id) {
        return store.take(new SaeId("slave"), new SaeId("master"), List.of(id), NOW);
    }
}
