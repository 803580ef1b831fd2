package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.pool.LinkStock.Claim;
import io.warifu.keys.pool.PadReader.Taken;
import io.warifu.keys.pool.PadTable.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.springframework.transaction.TransactionStatus;

/**
 * The receiving end of a pad in PostgreSQL: bytes that the other end has used are claimed, all that
 * a message names or none.
 */
final class PostgresClaims {

    private final PostgresPool pool;
    private final BlockTable blocks;
    private final PadTable pads;
    private final PadReader reader;

    PostgresClaims(PostgresPool pool, PadReader reader) {
        this.pool = pool;
        this.blocks = pool.blocks;
        this.pads = pool.pads;
        this.reader = reader;
    }

    /** What {@link LinkStock#claim} promises. */
    Claim claim(LinkId link, List<PadRange> ranges) {
        OptionalLong epoch = pool.gate.agreed(link);
        if (epoch.isEmpty()
                || ranges.stream().anyMatch(range -> range.epoch() != epoch.getAsLong())) {
            return new Claim.NoEpoch();
        }
        Map<Long, List<PadRange>> byBlock = PadRange.byBlock(ranges);
        for (Map.Entry<Long, List<PadRange>> entry : byBlock.entrySet()) {
            if (PadRange.overlap(entry.getValue())) {
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
            pads.lock(link, List.copyOf(byBlock.keySet()));
            for (Map.Entry<Long, List<PadRange>> entry : byBlock.entrySet()) {
                if (!pads.claimable(link, epoch, entry.getKey(), entry.getValue())) {
                    return refusal(link, epoch, entry.getKey(), entry.getValue());
                }
            }
        }
        Map<Long, Block> after = new TreeMap<>();
        for (Map.Entry<Long, List<PadRange>> entry : byBlock.entrySet()) {
            Optional<Block> block = pads.claim(link, epoch, entry.getKey(), entry.getValue());
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
        SecretBytes pad = reader.read(link, false, taken);
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
}
