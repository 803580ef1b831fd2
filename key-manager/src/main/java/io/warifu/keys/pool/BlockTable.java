package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements on {@code link} and {@code link_block}; it decides nothing. */
final class BlockTable {

    // The bytes of an unused range are the same in every version of the row, so it does not matter
    // from which one the subquery reads them.
    private static final String TAKE_RANGE =
            """
            update link_block b
            set material = case when b.free_bytes > ? then overlay(b.material placing ? from ?) end,
                taken = case when b.free_bytes > ? then overlay(b.taken placing ? from ?) end,
                free_bytes = b.free_bytes - ?
            from (select substring(material from ? for ?) as part from link_block
                  where alice = ? and bob = ? and sequence = ?) before
            where b.alice = ? and b.bob = ? and b.sequence = ? and b.length_bytes >= ?
              and substring(b.taken from ? for ?) = ?
            returning before.part
            """;

    private final JdbcTemplate jdbc;

    BlockTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A block with unused bytes. */
    record FreeBlock(long sequence, int lengthBytes, int freeBytes) {}

    /** The link's own row. */
    record LinkRow(
            long nextSequence, boolean alarm, @Nullable Double qber, @Nullable String reason) {}

    /** Makes the link's row if need be and locks it to the end of the transaction. */
    LinkRow lock(LinkId link) {
        return read(link, " for update")
                .orElseGet(() -> {
                    jdbc.update(
                            "insert into link (alice, bob) values (?, ?) on conflict do nothing",
                            alice(link),
                            bob(link));
                    return read(link, " for update").orElseThrow();
                });
    }

    Optional<LinkRow> read(LinkId link) {
        return read(link, "");
    }

    private Optional<LinkRow> read(LinkId link, String suffix) {
        return jdbc
                .query(
                        "select next_sequence, alarm, qber, alarm_reason from link"
                                + " where alice = ? and bob = ?"
                                + suffix,
                        (row, _) ->
                                new LinkRow(
                                        row.getLong(1),
                                        row.getBoolean(2),
                                        row.getObject(3, Double.class),
                                        row.getString(4)),
                        alice(link),
                        bob(link))
                .stream()
                .findFirst();
    }

    void setAlarm(LinkId link, boolean raised, double qber, @Nullable String reason) {
        jdbc.update(
                "update link set alarm = ?, qber = ?, alarm_reason = ? where alice = ? and bob = ?",
                raised,
                qber,
                reason,
                alice(link),
                bob(link));
    }

    /** Whether the block stored under this number is the given one; empty if there is none. */
    Optional<Boolean> sameAsStored(LinkId link, KeyBlock block) {
        return jdbc
                .query(
                        """
                        select block_id, length_bytes, material, taken from link_block
                        where alice = ? and bob = ? and sequence = ?
                        """,
                        (row, _) ->
                                block.blockId().equals(row.getObject(1, UUID.class))
                                        && block.key().length() == row.getInt(2)
                                        && agree(block, row.getBytes(3), row.getBytes(4)),
                        alice(link),
                        bob(link),
                        block.sequence())
                .stream()
                .findFirst();
    }

    /** Compares the bytes that are still unused; those that were used are gone. */
    private static boolean agree(
            KeyBlock block, byte @Nullable [] material, byte @Nullable [] taken) {
        if (material == null || taken == null) {
            return true;
        }
        return block.key()
                .use(offered -> {
                    int difference = 0;
                    for (int i = 0; i < offered.length; i++) {
                        difference |= taken[i] == 0 ? offered[i] ^ material[i] : 0;
                    }
                    return difference == 0;
                });
    }

    void insert(LinkId link, KeyBlock block, Instant now) {
        int length = block.key().length();
        int _ =
                block.key()
                        .use(bytes ->
                                jdbc.update(
                                        """
                                        insert into link_block (alice, bob, sequence, block_id, length_bytes,
                                            free_bytes, material, taken, stored_at)
                                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                                        """,
                                        alice(link),
                                        bob(link),
                                        block.sequence(),
                                        block.blockId(),
                                        length,
                                        length,
                                        bytes,
                                        new byte[length],
                                        at(now)));
        jdbc.update(
                """
                update link set next_sequence = greatest(next_sequence, ?), qber = ?
                where alice = ? and bob = ?
                """,
                block.sequence() + 1,
                block.qber(),
                alice(link),
                bob(link));
    }

    /** Blocks of one parity with unused bytes, stored not after {@code newest}, oldest first. */
    List<FreeBlock> free(LinkId link, int parity, Instant newest, int limit) {
        return jdbc.query(
                """
                select sequence, length_bytes, free_bytes from link_block
                where alice = ? and bob = ? and free_bytes > 0 and sequence % 2 = ?
                  and stored_at <= ?
                order by sequence limit ?
                """,
                (row, _) -> new FreeBlock(row.getLong(1), row.getInt(2), row.getInt(3)),
                alice(link),
                bob(link),
                parity,
                at(newest),
                limit);
    }

    /** Unused bytes by parity. */
    record FreeBytes(long even, long odd) {

        long of(int parity) {
            return parity == 0 ? even : odd;
        }
    }

    FreeBytes freeBytes(LinkId link) {
        return jdbc.query(
                        """
                        select coalesce(sum(free_bytes) filter (where sequence % 2 = 0), 0),
                               coalesce(sum(free_bytes) filter (where sequence % 2 = 1), 0)
                        from link_block where alice = ? and bob = ? and free_bytes > 0
                        """,
                        (row, _) -> new FreeBytes(row.getLong(1), row.getLong(2)),
                        alice(link),
                        bob(link))
                .getFirst();
    }

    boolean holds(LinkId link, PadRange range) {
        return !jdbc.queryForList(
                        """
                        select 1 from link_block
                        where alice = ? and bob = ? and sequence = ? and length_bytes >= ?
                        """,
                        Integer.class,
                        alice(link),
                        bob(link),
                        range.sequence(),
                        range.offset() + range.length())
                .isEmpty();
    }

    /** Reads the range and marks it as used, or returns null if a byte of it was used before. */
    byte @Nullable [] take(LinkId link, PadRange range) {
        int from = range.offset() + 1;
        int length = range.length();
        byte[] zeros = new byte[length];
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) 1);
        return jdbc
                .query(
                        TAKE_RANGE,
                        (row, _) -> row.getBytes(1),
                        length,
                        zeros,
                        from,
                        length,
                        ones,
                        from,
                        length,
                        from,
                        length,
                        alice(link),
                        bob(link),
                        range.sequence(),
                        alice(link),
                        bob(link),
                        range.sequence(),
                        range.offset() + length,
                        from,
                        length,
                        zeros)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /**
     * Burns blocks of one parity that lie before the newest one that was used, and are older than
     * {@code newest}: the other end, which uses them in order, has passed them over.
     */
    void burnPassedOver(LinkId link, int parity, Instant newest) {
        jdbc.update(
                """
                update link_block set material = null, taken = null, free_bytes = 0
                where alice = ? and bob = ? and free_bytes > 0 and sequence % 2 = ?
                  and stored_at < ?
                  and sequence < (
                      select sequence from link_block
                      where alice = ? and bob = ? and sequence % 2 = ? and free_bytes < length_bytes
                      order by sequence desc limit 1)
                """,
                alice(link), bob(link), parity, at(newest), alice(link), bob(link), parity);
    }

    void burn(LinkId link, long sequence) {
        jdbc.update(
                """
                update link_block set material = null, taken = null, free_bytes = 0
                where alice = ? and bob = ? and sequence = ?
                """,
                alice(link),
                bob(link),
                sequence);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String alice(LinkId link) {
        return link.alice().value();
    }

    private static String bob(LinkId link) {
        return link.bob().value();
    }
}
