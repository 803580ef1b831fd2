package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.audit.KeyState;
import io.warifu.keys.pool.BlockTable.Block;
import io.warifu.keys.vault.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionStatus;

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

    private static final Logger LOG = LoggerFactory.getLogger(PostgresLinkStock.class);

    /** Blocks locked at once before all that a long pad may need are. */
    private static final int FEW_BLOCKS = 4;

    /** Unreadable blocks that one reservation passes over. */
    private static final int MAX_UNREADABLE = 16;

    private final PostgresPool pool;
    private final BlockTable blocks;

    PostgresLinkStock(PostgresPool pool) {
        this.pool = pool;
        this.blocks = pool.blocks;
    }

    /** Bytes that a statement has just taken out of a block. */
    private record Taken(Block block, PadRange range) {}

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
                SecretBytes pad = read(link, true, taken);
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
        Optional<Block> one = blocks.takeFront(link, epoch, bytes, oldest);
        if (one.isPresent()) {
            return List.of(taken(epoch, one.get(), bytes));
        }
        int all = Math.min(StockRules.MAX_RANGES_PER_PAD, 2 + bytes / KeyBlock.CONFIRMATION_BYTES);
        List<Block> front = blocks.lockFront(link, epoch, oldest, FEW_BLOCKS);
        if (left(front) < bytes && front.size() == FEW_BLOCKS) {
            front = blocks.lockFront(link, epoch, oldest, all);
        }
        if (left(front) < bytes) {
            return List.of();
        }
        List<Taken> taken = new ArrayList<>();
        int missing = bytes;
        for (Block block : front) {
            int length = Math.min(missing, block.lengthBytes() - block.usedBytes());
            if (length > 0) {
                taken.add(taken(epoch, blocks.take(link, block, length), length));
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
        OptionalLong epoch = pool.gate.agreed(link);
        if (epoch.isEmpty()
                || ranges.stream().anyMatch(range -> range.epoch() != epoch.getAsLong())) {
            return new Claim.NoEpoch();
        }
        Map<Long, List<PadRange>> byBlock =
                ranges.stream()
                        .collect(
                                Collectors.groupingBy(
                                        PadRange::sequence, TreeMap::new, Collectors.toList()));
        for (Map.Entry<Long, List<PadRange>> entry : byBlock.entrySet()) {
            if (overlap(entry.getValue())) {
                return new Claim.Used(entry.getKey());
            }
        }
        return pool.transaction.execute(
                status -> claimAll(link, epoch.getAsLong(), ranges, byBlock, status));
    }

    private Claim claimAll(
            LinkId link,
            long epoch,
            List<PadRange> ranges,
            Map<Long, List<PadRange>> byBlock,
            TransactionStatus status) {
        if (byBlock.size() > 1) {
            // All or none, without undoing what the surrounding transaction did before.
            blocks.lock(link, List.copyOf(byBlock.keySet()));
            for (Map.Entry<Long, List<PadRange>> entry : byBlock.entrySet()) {
                if (!blocks.claimable(link, epoch, entry.getKey(), entry.getValue())) {
                    return refusal(link, epoch, entry.getKey(), entry.getValue());
                }
            }
        }
        Map<Long, Block> after = new TreeMap<>();
        for (Map.Entry<Long, List<PadRange>> entry : byBlock.entrySet()) {
            Optional<Block> block = blocks.claim(link, epoch, entry.getKey(), entry.getValue());
            if (block.isEmpty()) {
                if (!after.isEmpty()) {
                    status.setRollbackOnly();
                }
                return refusal(link, epoch, entry.getKey(), entry.getValue());
            }
            after.put(entry.getKey(), block.get());
        }
        List<Taken> taken = new ArrayList<>();
        for (PadRange range : ranges) {
            Block block = after.get(range.sequence());
            if (block != null) {
                taken.add(new Taken(block, range));
            }
        }
        SecretBytes pad = read(link, false, taken);
        return pad == null
                ? new Claim.Unknown(ranges.getFirst().sequence())
                : new Claim.Claimed(pad);
    }

    private Claim refusal(LinkId link, long epoch, long sequence, List<PadRange> ranges) {
        if (pool.links.read(link).map(LinkTable.Row::alarm).orElse(false)) {
            return new Claim.InAlarm();
        }
        int end = ranges.stream().mapToInt(PadRange::end).max().orElse(0);
        boolean held =
                blocks.find(link, sequence)
                        .filter(block -> !block.outgoing() && block.epoch() == epoch)
                        .filter(block -> block.lengthBytes() >= end)
                        .isPresent();
        return held ? new Claim.Used(sequence) : new Claim.Unknown(sequence);
    }

    /** Whether a message names a byte twice. */
    static boolean overlap(List<PadRange> ranges) {
        List<PadRange> sorted =
                ranges.stream()
                        .sorted((one, other) -> Integer.compare(one.offset(), other.offset()))
                        .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).offset() < sorted.get(i - 1).end()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads what was just taken. Null if a block cannot be opened: then that block is burned, and
     * what was taken of the others is lost.
     */
    private @Nullable SecretBytes read(LinkId link, boolean outgoing, List<Taken> taken) {
        long highest = taken.stream().mapToLong(piece -> piece.block().sequence()).max().orElse(0);
        long epoch = taken.getFirst().range().epoch();
        pool.witness.raise(
                link, new Witness.Mark(epoch, outgoing ? highest : 0, outgoing ? 0 : highest));
        byte[] pad = new byte[taken.stream().mapToInt(piece -> piece.range().length()).sum()];
        int at = 0;
        for (Taken piece : taken) {
            try {
                copy(link, piece, pad, at);
            } catch (VaultException e) {
                LOG.warn("block {} of {} is burned", piece.block().sequence(), link, e);
                var _ =
                        pool.burn(
                                link,
                                KeyState.POOLED,
                                "the vault does not open it: " + e.reason(),
                                "sequence = ?",
                                piece.block().sequence());
                blocks.erase(link, piece.block().sequence());
                Arrays.fill(pad, (byte) 0);
                return null;
            }
            at += piece.range().length();
        }
        for (Taken piece : taken) {
            used(link, piece);
        }
        return SecretBytes.takeFrom(pad);
    }

    private void copy(LinkId link, Taken piece, byte[] pad, int at) {
        PadRange range = piece.range();
        try {
            pool.opened.copy(
                    name(link, piece),
                    range.offset(),
                    pad,
                    at,
                    range.length(),
                    () -> open(link, piece));
        } catch (OpenBlocks.UsedBefore e) {
            pool.gate.suspect(link);
            throw e;
        }
    }

    private SecretBytes open(LinkId link, Taken piece) {
        byte[] sealed = blocks.sealed(link, piece.block().sequence());
        if (sealed == null) {
            throw new IllegalStateException("a block in stock has no material");
        }
        return pool.vault.open(sealed, name(link, piece).about());
    }

    private void used(LinkId link, Taken piece) {
        OpenBlocks.Name name = name(link, piece);
        if (piece.block().state() == BlockState.DESTROYED) {
            blocks.erase(link, name.sequence());
            pool.audit.usedUp(link, piece.block());
            PostgresPool.afterCommit(() -> pool.opened.drop(name));
        } else {
            PadRange range = piece.range();
            PostgresPool.afterCommit(() -> pool.opened.spent(name, range.offset(), range.length()));
        }
    }

    private static OpenBlocks.Name name(LinkId link, Taken piece) {
        Block block = piece.block();
        return new OpenBlocks.Name(
                link,
                piece.range().epoch(),
                block.sequence(),
                block.blockId(),
                block.lengthBytes());
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
