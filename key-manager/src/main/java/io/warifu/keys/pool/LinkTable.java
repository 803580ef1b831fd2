package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements on {@code link} and {@code pool_incarnation}; it decides nothing. */
final class LinkTable {

    private static final String VIEW =
            """
            select l.epoch, l.next_sequence, l.alarm, l.qber, l.alarm_reason,
                   coalesce(sum(b.length_bytes - b.used_bytes)
                       filter (where b.outgoing and b.state = 'POOLED'), 0),
                   coalesce(sum(b.length_bytes - b.used_bytes)
                       filter (where not b.outgoing and b.state = 'POOLED'), 0),
                   coalesce(sum(b.length_bytes - b.used_bytes)
                       filter (where b.outgoing and b.state = 'GENERATED'), 0),
                   coalesce(sum(b.length_bytes - b.used_bytes)
                       filter (where not b.outgoing and b.state = 'GENERATED'), 0),
                   coalesce(sum(b.length_bytes - b.used_bytes)
                       filter (where b.state = 'QUARANTINED'), 0)
            from link l left join link_block b
              on b.alice = l.alice and b.bob = l.bob and b.state <> 'DESTROYED'
            where l.alice = ? and l.bob = ?
            group by l.alice, l.bob
            """;

    private final JdbcTemplate jdbc;

    LinkTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The link's own row. */
    record Row(
            long epoch,
            boolean unsure,
            long nextSequence,
            long outgoingFloor,
            long incomingFloor,
            boolean alarm) {}

    /** Makes the link's row if need be and locks it to the end of the transaction. */
    Row lock(LinkId link) {
        return read(link, " for update")
                .orElseGet(() -> {
                    jdbc.update(
                            "insert into link (alice, bob) values (?, ?) on conflict do nothing",
                            link.alice().value(),
                            link.bob().value());
                    return read(link, " for update").orElseThrow();
                });
    }

    Optional<Row> read(LinkId link) {
        return read(link, "");
    }

    private Optional<Row> read(LinkId link, String suffix) {
        return jdbc
                .query(
                        "select epoch, unsure, next_sequence, outgoing_floor, incoming_floor, alarm"
                                + " from link where alice = ? and bob = ?"
                                + suffix,
                        (row, _) ->
                                new Row(
                                        row.getLong(1),
                                        row.getBoolean(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getBoolean(6)),
                        link.alice().value(),
                        link.bob().value())
                .stream()
                .findFirst();
    }

    void setAlarm(LinkId link, boolean raised, double qber, @Nullable String reason) {
        jdbc.update(
                "update link set alarm = ?, qber = ?, alarm_reason = ? where alice = ? and bob = ?",
                raised,
                qber,
                reason,
                link.alice().value(),
                link.bob().value());
    }

    void arrived(LinkId link, KeyBlock block) {
        jdbc.update(
                """
                update link set next_sequence = greatest(next_sequence, ?), qber = ?
                where alice = ? and bob = ?
                """,
                block.sequence() + 1,
                block.qber(),
                link.alice().value(),
                link.bob().value());
    }

    void setEpoch(LinkId link, long epoch, boolean unsure) {
        jdbc.update(
                "update link set epoch = ?, unsure = ? where alice = ? and bob = ?",
                epoch,
                unsure,
                link.alice().value(),
                link.bob().value());
    }

    void raiseFloors(LinkId link, long outgoing, long incoming) {
        jdbc.update(
                """
                update link set outgoing_floor = greatest(outgoing_floor, ?),
                    incoming_floor = greatest(incoming_floor, ?)
                where alice = ? and bob = ?
                """,
                outgoing,
                incoming,
                link.alice().value(),
                link.bob().value());
    }

    Optional<LinkView> view(LinkId link, long capacityBits, boolean agreed) {
        return jdbc
                .query(
                        VIEW,
                        (row, _) ->
                                new LinkView(
                                        link,
                                        row.getLong(1),
                                        agreed,
                                        row.getLong(2),
                                        8 * row.getLong(6),
                                        8 * row.getLong(7),
                                        8 * row.getLong(8),
                                        8 * row.getLong(9),
                                        8 * row.getLong(10),
                                        capacityBits,
                                        row.getBoolean(3),
                                        row.getObject(4, Double.class),
                                        row.getString(5)),
                        link.alice().value(),
                        link.bob().value())
                .stream()
                .findFirst();
    }

    /** The number of the last start, 0 before the first. */
    long incarnation() {
        return jdbc.queryForList("select number from pool_incarnation", Long.class).stream()
                .mapToLong(Long::longValue)
                .findFirst()
                .orElse(0);
    }

    void setIncarnation(long number) {
        jdbc.update(
                """
                insert into pool_incarnation (number) values (?)
                on conflict (single) do update
                set number = greatest(pool_incarnation.number, excluded.number)
                """,
                number);
    }
}
