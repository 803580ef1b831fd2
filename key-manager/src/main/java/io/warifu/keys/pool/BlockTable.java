package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The statements on {@code link_block}; it decides nothing. */
final class BlockTable {

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

    private static final String BURN =
            """
            update link_block set burned_bytes = length_bytes - used_bytes,
                state = 'DESTROYED', sealed = null
            where alice = ? and bob = ? and state <> 'DESTROYED' and
            """;

    private static final Pattern RANGE = Pattern.compile("\\[(\\d+),(\\d+)\\)");

    private static final RowMapper<Block> BLOCK =
            (row, _) ->
                    new Block(
                            row.getLong(1),
                            row.getObject(2, UUID.class),
                            row.getInt(3),
                            row.getInt(4),
                            BlockState.valueOf(row.getString(5)));

    private final JdbcTemplate jdbc;

    BlockTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A block as the last statement left it. */
    record Block(long sequence, UUID blockId, int lengthBytes, int usedBytes, BlockState state) {}

    /** A block of which nothing is left. */
    record Burned(UUID blockId, int bytes) {}

    /** A block whose sealed form is old. */
    @SuppressWarnings("ArrayRecordComponent") // Read once; compared nowhere.
    record OldSeal(OpenBlocks.Name name, int usedBytes, List<int[]> used, byte[] sealed) {}

    /** What is stored under a number. */
    @SuppressWarnings("ArrayRecordComponent") // Read once; compared in constant time.
    record Stored(
            long epoch,
            UUID blockId,
            int lengthBytes,
            byte[] tag,
            BlockState state,
            boolean outgoing) {}

    Optional<Stored> find(LinkId link, long sequence) {
        return jdbc
                .query(
                        """
                        select epoch, block_id, length_bytes, tag, state, outgoing from link_block
                        where alice = ? and bob = ? and sequence = ? for update
                        """,
                        (row, _) ->
                                new Stored(
                                        row.getLong(1),
                                        row.getObject(2, UUID.class),
                                        row.getInt(3),
                                        row.getBytes(4),
                                        BlockState.valueOf(row.getString(5)),
                                        row.getBoolean(6)),
                        link.alice().value(),
                        link.bob().value(),
                        sequence)
                .stream()
                .findFirst();
    }

    /** Stores a block; without sealed bytes it is burned from the first. */
    void insert(
            OpenBlocks.Name name,
            boolean outgoing,
            byte[] tag,
            byte @Nullable [] sealed,
            Instant now) {
        int spare = name.lengthBytes() - KeyBlock.CONFIRMATION_BYTES;
        jdbc.update(
                """
                insert into link_block (alice, bob, sequence, epoch, block_id, outgoing, state,
                    length_bytes, burned_bytes, tag, sealed, sealed_at, stored_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                name.link().alice().value(),
                name.link().bob().value(),
                name.sequence(),
                name.epoch(),
                name.blockId(),
                outgoing,
                (sealed == null ? BlockState.DESTROYED : BlockState.GENERATED).name(),
                name.lengthBytes(),
                sealed == null ? spare : 0,
                tag,
                sealed,
                at(now),
                at(now));
    }

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
                        at(oldest),
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
                at(oldest),
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

    byte @Nullable [] sealed(LinkId link, long sequence) {
        return jdbc
                .query(
                        "select sealed from link_block where alice = ? and bob = ? and sequence = ?",
                        (row, _) -> Optional.ofNullable(row.getBytes(1)),
                        link.alice().value(),
                        link.bob().value(),
                        sequence)
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** Drops the sealed bytes of a block that is used up. */
    void erase(LinkId link, long sequence) {
        jdbc.update(
                """
                update link_block set sealed = null
                where alice = ? and bob = ? and sequence = ? and state = 'DESTROYED'
                """,
                link.alice().value(),
                link.bob().value(),
                sequence);
    }

    /**
     * Burns what is left of the blocks that a condition names.
     *
     * @return the blocks, with the bytes that were burned
     */
    List<Burned> burn(LinkId link, String condition, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(link.alice().value(), link.bob().value()));
        all.addAll(Arrays.asList(arguments));
        return jdbc.query(
                BURN + condition + " returning block_id, burned_bytes",
                (row, _) -> new Burned(row.getObject(1, UUID.class), row.getInt(2)),
                all.toArray());
    }

    int change(LinkId link, String set, String condition, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(link.alice().value(), link.bob().value()));
        all.addAll(Arrays.asList(arguments));
        return jdbc.update(
                "update link_block set " + set + " where alice = ? and bob = ? and " + condition,
                all.toArray());
    }

    /** Ids of the blocks that a condition names, locked. */
    List<UUID> ids(LinkId link, String condition) {
        return jdbc.query(
                "select block_id from link_block where alice = ? and bob = ? and "
                        + condition
                        + " for update",
                (row, _) -> row.getObject(1, UUID.class),
                link.alice().value(),
                link.bob().value());
    }

    /** When the oldest sealed form was made, of all links. */
    Optional<Instant> oldestSeal() {
        return jdbc
                .query(
                        "select sealed_at from link_block where state <> 'DESTROYED'"
                                + " order by sealed_at limit 1",
                        (row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .stream()
                .findFirst();
    }

    /** Blocks that were sealed before a time. */
    List<OldSeal> oldSeals(LinkId link, Instant before, int limit) {
        return jdbc.query(
                """
                select epoch, sequence, block_id, length_bytes, used_bytes,
                    case when outgoing then '{[0,' || used_bytes || ')}' else used::text end,
                    sealed
                from link_block
                where alice = ? and bob = ? and state <> 'DESTROYED' and sealed_at < ?
                order by sealed_at limit ?
                """,
                (row, _) ->
                        new OldSeal(
                                new OpenBlocks.Name(
                                        link,
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getObject(3, UUID.class),
                                        row.getInt(4)),
                                row.getInt(5),
                                ranges(row.getString(6)),
                                row.getBytes(7)),
                link.alice().value(),
                link.bob().value(),
                at(before),
                limit);
    }

    /** Puts a new sealed form in the place of an old one, if no byte was used meanwhile. */
    void reseal(OldSeal old, byte[] sealed, Instant now) {
        jdbc.update(
                """
                update link_block set sealed = ?, sealed_at = ?
                where alice = ? and bob = ? and sequence = ? and used_bytes = ?
                  and state <> 'DESTROYED'
                """,
                sealed,
                at(now),
                old.name().link().alice().value(),
                old.name().link().bob().value(),
                old.name().sequence(),
                old.usedBytes());
    }

    /** The bounds of the ranges in a multirange's text, like {@code {[0,40),[50,60)}}. */
    private static List<int[]> ranges(String multirange) {
        return RANGE.matcher(multirange)
                .results()
                .map(range ->
                        new int[] {
                            Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))
                        })
                .toList();
    }

    /** Blocks that wait for confirmation. */
    List<Confirmation.Entry> unconfirmed(
            LinkId link, long epoch, long after, Instant storedBefore, int limit) {
        return jdbc.query(
                """
                select sequence, block_id, length_bytes, tag from link_block
                where alice = ? and bob = ? and state = 'GENERATED' and epoch = ? and sequence > ?
                  and stored_at <= ?
                order by sequence limit ?
                """,
                (row, _) ->
                        new Confirmation.Entry(
                                row.getLong(1),
                                row.getObject(2, UUID.class),
                                row.getInt(3),
                                row.getBytes(4),
                                false),
                link.alice().value(),
                link.bob().value(),
                epoch,
                after,
                at(storedBefore),
                limit);
    }

    /** One number about the link's blocks. */
    long count(LinkId link, String what, String condition, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(link.alice().value(), link.bob().value()));
        all.addAll(Arrays.asList(arguments));
        Long number =
                jdbc.queryForObject(
                        "select coalesce("
                                + what
                                + ", 0) from link_block where alice = ? and bob = ? and "
                                + condition,
                        Long.class,
                        all.toArray());
        return number == null ? 0 : number;
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

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
