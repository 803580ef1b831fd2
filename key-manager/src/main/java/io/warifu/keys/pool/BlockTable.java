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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The statements on {@code link_block} as a list of blocks; {@link PadTable} takes bytes out of
 * them, {@link SealTable} keeps their material. It decides nothing.
 */
final class BlockTable {

    private static final String BURN =
            """
            update link_block set burned_bytes = length_bytes - used_bytes,
                state = 'DESTROYED', sealed = null
            where alice = ? and bob = ? and state <> 'DESTROYED' and
            """;

    private final JdbcTemplate jdbc;

    BlockTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A block of which nothing is left. */
    record Burned(UUID blockId, int bytes) {}

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

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
