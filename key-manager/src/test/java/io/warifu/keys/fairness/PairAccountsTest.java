package io.warifu.keys.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.keys.DatabaseForTests;
import io.warifu.keys.Parallel;
import io.warifu.keys.enrolment.SaeId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accounts in a real database. */
final class PairAccountsTest {

    private static final SaeId MASTER = new SaeId("m");
    private static final SaeId ONE = new SaeId("s1");
    private static final SaeId OTHER = new SaeId("s2");

    private final DatabaseForTests database = DatabaseForTests.create();
    private final PairAccounts accounts = new PairAccounts(database.jdbc(), () -> 0L);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void countsToTheBitWhenManyIssueAtOnce() {
        AtomicInteger turn = new AtomicInteger();

        var _ = Parallel.run(16, () -> issueTenTimes(turn.getAndIncrement()));

        assertThat(accounts.all())
                .containsExactly(
                        new PairAccounts.Account(new SaePair(MASTER, ONE), 480, 122_880),
                        new PairAccounts.Account(new SaePair(MASTER, OTHER), 480, 122_880));
    }

    @Test
    void countsNothingThatWasRolledBack() {
        assertThatThrownBy(() ->
                        database.transaction()
                                .executeWithoutResult(_ -> {
                                    accounts.issued(MASTER, List.of(ONE), 1, 256);
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");

        assertThat(accounts.all()).isEmpty();
    }

    private int issueTenTimes(int turn) {
        List<SaeId> slaves = turn % 2 == 0 ? List.of(ONE, OTHER) : List.of(OTHER, ONE);
        for (int round = 0; round < 10; round++) {
            database.transaction()
                    .executeWithoutResult(_ -> accounts.issued(MASTER, slaves, 3, 768));
        }
        return turn;
    }
}
