package io.warifu.keys.fairness;

import io.warifu.keys.bounded.RecentlyUsed;
import io.warifu.keys.enrolment.SaeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keys and bits issued per pair of SAEs.
 *
 * <p>Guarantee: {@link #issued} counts in the caller's transaction, so the sums are those of the
 * keys whose issue was committed, to the bit, over all instances and restarts. The present rate is
 * this process's own.
 */
public final class PairAccounts {

    static final int MAX_METERS = 10_000;

    private final JdbcTemplate jdbc;
    private final LongSupplier nanoTime;
    private final Map<SaePair, RateMeter> meters = new RecentlyUsed<>(MAX_METERS);

    public PairAccounts(JdbcTemplate jdbc, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.nanoTime = nanoTime;
    }

    /** Sums of one pair since the database was made. */
    public record Account(SaePair pair, long keys, long bits) {}

    /** Counts {@code keys} keys of {@code bits} bits together for each slave. */
    public void issued(SaeId master, List<SaeId> slaves, int keys, long bits) {
        List<Object[]> rows = new ArrayList<>(slaves.size());
        // In one order, so that two transactions never wait for each other.
        slaves.stream()
                .sorted(Comparator.comparing(SaeId::value))
                .forEach(slave ->
                        rows.add(new Object[] {master.value(), slave.value(), keys, bits}));
        var _ =
                jdbc.batchUpdate(
                        """
                        insert into pair_account as a (master, slave, keys, bits) values (?, ?, ?, ?)
                        on conflict (master, slave) do update
                        set keys = a.keys + excluded.keys, bits = a.bits + excluded.bits
                        """,
                        rows);
        synchronized (meters) {
            for (SaeId slave : slaves) {
                meters.computeIfAbsent(new SaePair(master, slave), _ -> new RateMeter(nanoTime))
                        .add(bits);
            }
        }
    }

    /** All accounts in the order of master and slave. */
    public List<Account> all() {
        return jdbc.query(
                "select master, slave, keys, bits from pair_account order by master, slave",
                (row, _) ->
                        new Account(
                                new SaePair(
                                        new SaeId(row.getString(1)), new SaeId(row.getString(2))),
                                row.getLong(3),
                                row.getLong(4)));
    }

    /** Bits per second that this process issues to the pair now. */
    public double bitsPerSecond(SaePair pair) {
        synchronized (meters) {
            RateMeter meter = meters.get(pair);
            return meter == null ? 0 : meter.bitsPerSecond();
        }
    }
}
