package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * The statements that take pad bytes out of the blocks in {@code link_block}. Each takes bytes that
 * nobody had before, or none: no other statement changes what is used of a block.
 */
final class PadTable {

    private static final String OLDEST =
            """
            from link_block where alice = ? and bob = ? and outgoing and state = 'POOLED'
              and epoch = ? and stored_at >= ?
            order by sequence limit
            """;

    /** Takes the next bytes of the oldest outgoing block, if it has that many left. */
    private static final String TAKE_FRONT =
            """
            update link_block set used_bytes = used_bytes + ?,
                state = case when used_bytes + ? = length_bytes then 'DESTROYED' else state end
            where alice = ? and bob = ? and sequence = (select sequence
            """
                    + OLDEST
                    + """
                     1)
                      and state = 'POOLED' and used_bytes + ? <= length_bytes
                    returning sequence, block_id, length_bytes, used_bytes, state
                    """;

    private static final String LOCK_FRONT =
            "select sequence, block_id, length_bytes, used_bytes, state "
                    + OLDEST
                    + " ? for update";

    private static final String TAKE_OF =
            """
            update link_block set used_bytes = used_bytes + ?,
                state = case when used_bytes + ? = length_bytes then 'DESTROYED' else state end
            where alice = ? and bob = ? and sequence = ? and state = 'POOLED' and used_bytes = ?
              and used_bytes + ? <= length_bytes
            returning sequence, block_id, length_bytes, used_bytes, state
            """;

    /**
     * Marks ranges of an incoming block as used, if none of them was. A block that only waits for
     * its confirmation is taken as well: the other end uses it, so it has confirmed it.
     */
    private static final String CLAIM =
            """
            update link_block set used = used + ?::int4multirange, used_bytes = used_bytes + ?,
                state = case when used_bytes + ? = length_bytes then 'DESTROYED' else 'POOLED' end
            where alice = ? and bob = ? and sequence = ? and epoch = ? and not outgoing
              and state in ('POOLED', 'GENERATED') and length_bytes >= ?
              and not used && ?::int4multirange
            returning sequence, block_id, length_bytes, used_bytes, state
            """;

    private static final RowMapper<Block> BLOCK =
            (row, _) ->
                    new Block(
                            row.getLong(1),
                            row.getObject(2, UUID.class),
                            row.getInt(3),
                            row.getInt(4),
                            BlockState.valueOf(row.getString(5)));

    private final JdbcTemplate jdbc;

    PadTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A block as the last statement left it. */
    record Block(long sequence, UUID blockId, int lengthBytes, int usedBytes, BlockState state) {}

    Optional<Block> takeFront(LinkId link, long epoch, int bytes, Instant oldest) {
        String alice = link.alice().value();
        String bob = link.bob().value();
        return first(
                jdbc.query(
                        TAKE_FRONT,
                        BLOCK,
                        bytes,
                        bytes,
                        alice,
                        bob,
                        alice,
                        bob,
                        epoch,
                        BlockTable.at(oldest),
                        bytes));
    }

    /** The oldest outgoing blocks, locked to the end of the transaction. */
    List<Block> lockFront(LinkId link, long epoch, Instant oldest, int limit) {
        return jdbc.query(
                LOCK_FRONT,
                BLOCK,
                link.alice().value(),
                link.bob().value(),
                epoch,
                BlockTable.at(oldest),
                limit);
    }

    /** Takes the next bytes of a block that this transaction has locked. */
    Block take(LinkId link, Block block, int bytes) {
        return first(
                        jdbc.query(
                                TAKE_OF,
                                BLOCK,
                                bytes,
                                bytes,
                                link.alice().value(),
                                link.bob().value(),
                                block.sequence(),
                                block.usedBytes(),
                                bytes))
                .orElseThrow(() -> new IllegalStateException("a locked block has changed"));
    }

    /** Locks incoming blocks in the order of their numbers. */
    void lock(LinkId link, List<Long> sequences) {
        var _ =
                jdbc.queryForList(
                        """
                        select sequence from link_block
                        where alice = ? and bob = ? and sequence = any (?)
                        order by sequence for update
                        """,
                        Long.class,
                        link.alice().value(),
                        link.bob().value(),
                        sequences.toArray(Long[]::new));
    }

    Optional<Block> claim(LinkId link, long epoch, long sequence, List<PadRange> ranges) {
        int bytes = ranges.stream().mapToInt(PadRange::length).sum();
        int end = ranges.stream().mapToInt(PadRange::end).max().orElse(0);
        String multirange = multirange(ranges);
        return first(
                jdbc.query(
                        CLAIM,
                        BLOCK,
                        multirange,
                        bytes,
                        bytes,
                        link.alice().value(),
                        link.bob().value(),
                        sequence,
                        epoch,
                        end,
                        multirange));
    }

    /** Whether {@link #claim} could take the ranges. */
    boolean claimable(LinkId link, long epoch, long sequence, List<PadRange> ranges) {
        return !jdbc.queryForList(
                        """
                        select 1 from link_block
                        where alice = ? and bob = ? and sequence = ? and epoch = ? and not outgoing
                          and state in ('POOLED', 'GENERATED') and length_bytes >= ?
                          and not used && ?::int4multirange
                        """,
                        Integer.class,
                        link.alice().value(),
                        link.bob().value(),
                        sequence,
                        epoch,
                        ranges.stream().mapToInt(PadRange::end).max().orElse(0),
                        multirange(ranges))
                .isEmpty();
    }

    private static String multirange(List<PadRange> ranges) {
        StringBuilder text = new StringBuilder("{");
        for (PadRange range : ranges) {
            text.append(text.length() > 1 ? "," : "")
                    .append('[')
                    .append(range.offset())
                    .append(',')
                    .append(range.end())
                    .append(')');
        }
        return text.append('}').toString();
    }

    private static Optional<Block> first(List<Block> rows) {
        return rows.stream().findFirst();
    }
}
