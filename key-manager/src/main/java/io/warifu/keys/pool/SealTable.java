package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements on the sealed material of the blocks in {@code link_block}. */
final class SealTable {

    private static final Pattern RANGE = Pattern.compile("\\[(\\d+),(\\d+)\\)");

    private final JdbcTemplate jdbc;

    SealTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A block whose sealed form is old. */
    @SuppressWarnings("ArrayRecordComponent") // Read once; compared nowhere.
    record OldSeal(OpenBlocks.Name name, int usedBytes, List<int[]> used, byte[] sealed) {}

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
                BlockTable.at(before),
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
                BlockTable.at(now),
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
}
