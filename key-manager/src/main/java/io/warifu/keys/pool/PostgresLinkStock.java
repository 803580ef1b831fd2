package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.audit.KeyState;
import io.warifu.keys.pool.PadReader.Taken;
import io.warifu.keys.pool.PadTable.Block;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stock in PostgreSQL, its material sealed by the vault.
 *
 * <p>Guarantee: bytes are taken by one conditional UPDATE, of the block's offset at the sending end
 * and of its set of used ranges at the receiving one. So two threads, two instances or a killed
 * process cannot use a byte twice. Before the first pad of a block is returned, the block's number
 * stands in the {@link Witness}. Limit: used bytes remain in the sealed block until the block is
 * used up, and in old row versions until the vault destroys the data key.
 */
final class PostgresLinkStock implements LinkStock {

    /** Blocks locked at once before all that a long pad may need are. */
    private static final int FEW_BLOCKS = 4;

    /** Unreadable blocks that one reservation passes over. */
    private static final int MAX_UNREADABLE = 16;

    private final PostgresPool pool;
    private final BlockTable blocks;
    private final PadTable pads;
    private final PadReader reader;
    private final PostgresClaims claims;

    PostgresLinkStock(PostgresPool pool) {
        this.pool = pool;
        this.blocks = pool.blocks;
        this.pads = pool.pads;
        this.reader = new PadReader(pool);
        this.claims = new PostgresClaims(pool, reader);
    }

    @Override
    public Intake offer(LinkId link, KeyBlock block) {
        byte[] tag = block.tag();
        return pool.transaction.execute(_ -> {
            LinkTable.Row row = pool.links.lock(link);
            Optional<BlockTable.Stored> known = blocks.find(link, block.sequence());
            if (known.isPresent()) {
                // Equal tags mean equal bytes, but for a chance of about 2^-84.
                boolean same =
                        known.get().blockId().equals(block.blockId())
                                && known.get().lengthBytes() == block.key().length()
                                && Arrays.equals(known.get().tag(), tag);
                return same ? Intake.ALREADY_STORED : Intake.CONFLICT;
            }
            if (row.alarm()) {
                return Intake.IN_ALARM;
            }
            return store(link, block, tag, row.epoch());
        });
    }

    private Intake store(LinkId link, KeyBlock block, byte[] tag, long epoch) {
        boolean outgoing = pool.rules.isOutgoing(link, block.sequence());
        long mine = filled(link, outgoing);
        long half = pool.rules.halfCapacityBytes();
        if (mine >= half && filled(link, !outgoing) >= half) {
            return Intake.FULL;
        }
        OpenBlocks.Name name =
                new OpenBlocks.Name(
                        link, epoch, block.sequence(), block.blockId(), block.key().length());
        Instant now = pool.clock.instant();
        byte @Nullable [] sealed =
                mine > pool.rules.maxBytesPerDirection()
                        ? null
                        : pool.vault.seal(block.key(), name.about());
        blocks.insert(name, outgoing, tag, sealed, now);
        pool.audit.generated(link, block);
        pool.links.arrived(link, block);
        return Intake.STORED;
    }

    private long filled(LinkId link, boolean outgoing) {
        return blocks.count(
                link,
                "sum(length_bytes - used_bytes)",
                "outgoing = ? and state in ('GENERATED', 'POOLED')",
                outgoing);
    }

    @Override
    public Reservation reserve(LinkId link, int bytes, @Nullable Duration maxAge) {
        OptionalLong epoch = pool.gate.agreed(link);
        if (epoch.isEmpty()) {
            return new Reservation.NoEpoch();
        }
        Instant oldest = maxAge == null ? Instant.EPOCH : pool.clock.instant().minus(maxAge);
        return pool.transaction.execute(_ -> {
            for (int tries = 0; tries <= MAX_UNREADABLE; tries++) {
                List<Taken> taken = takeFront(link, epoch.getAsLong(), bytes, oldest);
                if (taken.isEmpty()) {
                    return shortage(link, epoch.getAsLong(), oldest);
                }
                SecretBytes pad = reader.read(link, true, taken);
                if (pad != null) {
                    return new Reservation.Reserved(
                            new Pad(taken.stream().map(Taken::range).toList(), pad));
                }
            }
            throw new IllegalStateException("too many blocks of " + link + " cannot be opened");
        });
    }

    /** The bytes from one block if the oldest has enough, else from several; empty if too few. */
    private List<Taken> takeFront(LinkId link, long epoch, int bytes, Instant oldest) {
        Optional<Block> one = pads.takeFront(link, epoch, bytes, oldest);
        if (one.isPresent()) {
            return List.of(taken(epoch, one.get(), bytes));
        }
        int all = Math.min(StockRules.MAX_RANGES_PER_PAD, 2 + bytes / KeyBlock.CONFIRMATION_BYTES);
        List<Block> front = pads.lockFront(link, epoch, oldest, FEW_BLOCKS);
        if (left(front) < bytes && front.size() == FEW_BLOCKS) {
            front = pads.lockFront(link, epoch, oldest, all);
        }
        if (left(front) < bytes) {
            return List.of();
        }
        List<Taken> taken = new ArrayList<>();
        int missing = bytes;
        for (Block block : front) {
            int length = Math.min(missing, block.lengthBytes() - block.usedBytes());
            if (length > 0) {
                taken.add(taken(epoch, pads.take(link, block, length), length));
                missing -= length;
            }
        }
        return taken;
    }

    private static Taken taken(long epoch, Block after, int length) {
        return new Taken(
                after, new PadRange(epoch, after.sequence(), after.usedBytes() - length, length));
    }

    private static long left(List<Block> front) {
        return front.stream().mapToLong(block -> block.lengthBytes() - block.usedBytes()).sum();
    }

    private Reservation shortage(LinkId link, long epoch, Instant oldest) {
        if (pool.links.read(link).map(LinkTable.Row::alarm).orElse(false)) {
            return new Reservation.InAlarm();
        }
        return new Reservation.TooLittle(
                8
                        * blocks.count(
                                link,
                                "sum(length_bytes - used_bytes)",
                                "outgoing and state = 'POOLED' and epoch = ? and stored_at >= ?",
                                epoch,
                                BlockTable.at(oldest)));
    }

    @Override
    public Claim claim(LinkId link, List<PadRange> ranges) {
        return claims.claim(link, ranges);
    }

    @Override
    public void discard(LinkId link, long sequence) {
        pool.transaction.executeWithoutResult(_ -> {
            var _ =
                    pool.burn(
                            link,
                            KeyState.POOLED,
                            "the other end does not have it",
                            "sequence = ?",
                            sequence);
        });
    }

    @Override
    public boolean alarm(LinkId link, boolean raised, double qber, String reason) {
        return pool.transaction.execute(_ -> {
            LinkTable.Row row = pool.links.lock(link);
            pool.links.setAlarm(link, raised, qber, raised ? reason : null);
            if (raised) {
                quarantine(link, reason);
            } else if (row.alarm()) {
                var _ =
                        pool.burn(
                                link,
                                KeyState.QUARANTINED,
                                "the alarm has ended",
                                "state = 'QUARANTINED'");
                pool.links.raiseFloors(link, row.nextSequence() - 1, row.nextSequence() - 1);
            }
            return raised && !row.alarm();
        });
    }

    private void quarantine(LinkId link, String reason) {
        String alive = "state in ('GENERATED', 'POOLED')";
        List<UUID> ids = blocks.ids(link, alive);
        if (!ids.isEmpty()) {
            long bytes = blocks.count(link, "sum(length_bytes - used_bytes)", alive);
            pool.audit.quarantined(link, ids, 8 * bytes, reason);
            var _ = blocks.change(link, "state = 'QUARANTINED'", alive);
            PostgresPool.afterCommit(() -> pool.opened.drop(link));
        }
    }

    @Override
    public LinkView view(LinkId link) {
        long capacity = pool.rules.capacityBits();
        OptionalLong agreed = pool.gate.agreed(link);
        return pool.links
                .view(link, capacity, agreed.isPresent())
                .orElse(
                        new LinkView(
                                link, 1, false, 1, 0, 0, 0, 0, 0, capacity, false, null, null));
    }

    @Override
    public LinkAccount account(LinkId link, boolean outgoing) {
        long length = blocks.count(link, "sum(length_bytes)", "outgoing = ?", outgoing);
        long used = blocks.count(link, "sum(used_bytes)", "outgoing = ?", outgoing);
        long burned = blocks.count(link, "sum(burned_bytes)", "outgoing = ?", outgoing);
        return new LinkAccount(8 * length, 8 * (length - used - burned), 8 * used, 8 * burned);
    }
}
