package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stock in PostgreSQL.
 *
 * <p>Guarantee: a range is taken by one conditional UPDATE that succeeds only while every byte of
 * it is unused, inside a transaction that is committed before the pad is returned. So two threads,
 * two instances or a killed process cannot use a byte twice. Reservations of one link stand in a
 * row at the lock of its {@code link} row. Limit: PostgreSQL keeps dead row versions and its log
 * for a while, so overwriting here is not erasure on the disk.
 */
public final class PostgresLinkStock implements LinkStock {

    private final BlockTable table;
    private final TransactionTemplate transaction;
    private final StockRules rules;
    private final InstantSource clock;

    public PostgresLinkStock(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            StockRules rules,
            InstantSource clock) {
        this.table = new BlockTable(jdbc);
        this.transaction = transaction;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public Intake offer(LinkId link, KeyBlock block) {
        return transaction.execute(_ -> {
            boolean alarm = table.lock(link).alarm();
            Optional<Boolean> same = table.sameAsStored(link, block);
            if (same.isPresent()) {
                return same.get() ? Intake.ALREADY_STORED : Intake.CONFLICT;
            }
            if (alarm) {
                return Intake.IN_ALARM;
            }
            table.burnPassedOver(
                    link,
                    parity(link, false),
                    clock.instant().minus(StockRules.MAX_TIME_IN_FLIGHT));
            long half = rules.halfCapacityBytes();
            BlockTable.FreeBytes free = table.freeBytes(link);
            if (free.even() >= half && free.odd() >= half) {
                return Intake.FULL;
            }
            table.insert(link, block, clock.instant());
            burnSurplus(link, rules.isOutgoing(link, block.sequence()));
            return Intake.STORED;
        });
    }

    @Override
    public Reservation reserve(LinkId link, int bytes) {
        return transaction.execute(_ -> {
            if (table.lock(link).alarm()) {
                return new Reservation.InAlarm();
            }
            List<PadRange> ranges = choose(link, bytes);
            int found = ranges.stream().mapToInt(PadRange::length).sum();
            if (found < bytes) {
                return new Reservation.TooLittle(8L * found);
            }
            SecretBytes pad = takeAll(link, ranges);
            if (pad == null) {
                throw new IllegalStateException("own half of link " + link + " is inconsistent");
            }
            return new Reservation.Reserved(new Pad(ranges, pad));
        });
    }

    @Override
    public Claim claim(LinkId link, List<PadRange> ranges) {
        return transaction.execute(status -> {
            if (table.read(link).map(BlockTable.LinkRow::alarm).orElse(false)) {
                return new Claim.InAlarm();
            }
            for (PadRange range : ranges) {
                if (rules.isOutgoing(link, range.sequence())) {
                    return new Claim.Unknown(range.sequence());
                }
            }
            return claimHeld(link, ranges, status);
        });
    }

    private Claim claimHeld(LinkId link, List<PadRange> ranges, TransactionStatus status) {
        SecretBytes pad = takeAll(link, ranges);
        if (pad == null) {
            // What the first ranges of the refused message took is given back.
            status.setRollbackOnly();
            return ranges.stream()
                    .filter(range -> !table.holds(link, range))
                    .findFirst()
                    .<Claim>map(range -> new Claim.Unknown(range.sequence()))
                    .orElseGet(() -> new Claim.Used(ranges.getFirst().sequence()));
        }
        return new Claim.Claimed(pad);
    }

    @Override
    public void discard(LinkId link, long sequence) {
        transaction.executeWithoutResult(_ -> {
            // In a row with reservations, which choose blocks first and take them then.
            var _ = table.lock(link);
            table.burn(link, sequence);
        });
    }

    @Override
    public void alarm(LinkId link, boolean raised, double qber, String reason) {
        transaction.executeWithoutResult(_ -> {
            var _ = table.lock(link);
            table.setAlarm(link, raised, qber, raised ? reason : null);
        });
    }

    @Override
    public LinkView view(LinkId link) {
        BlockTable.LinkRow row =
                table.read(link).orElse(new BlockTable.LinkRow(1, false, null, null));
        BlockTable.FreeBytes free = table.freeBytes(link);
        return new LinkView(
                link,
                row.nextSequence(),
                8 * free.of(parity(link, true)),
                8 * free.of(parity(link, false)),
                rules.capacityBits(),
                row.alarm(),
                row.qber(),
                row.reason());
    }

    private List<PadRange> choose(LinkId link, int bytes) {
        Instant newest = clock.instant().minus(rules.settleTime());
        int limit = Math.min(StockRules.MAX_RANGES_PER_PAD, 2 + bytes / KeyBlock.MIN_BYTES);
        List<PadRange> ranges = new ArrayList<>();
        int missing = bytes;
        for (var block : table.free(link, rules.outgoingParity(link), newest, limit)) {
            if (missing > 0) {
                int length = Math.min(block.freeBytes(), missing);
                // This end takes from front to back, so the unused bytes are the last ones.
                int offset = block.lengthBytes() - block.freeBytes();
                ranges.add(new PadRange(block.sequence(), offset, length));
                missing -= length;
            }
        }
        return ranges;
    }

    /** Reads and marks every range, or returns null if a byte of one was used before. */
    private @Nullable SecretBytes takeAll(LinkId link, List<PadRange> ranges) {
        byte[] pad = new byte[ranges.stream().mapToInt(PadRange::length).sum()];
        int at = 0;
        for (PadRange range : ranges) {
            byte[] part = table.take(link, range);
            if (part == null) {
                return null;
            }
            System.arraycopy(part, 0, pad, at, part.length);
            Arrays.fill(part, (byte) 0);
            at += range.length();
        }
        return SecretBytes.takeFrom(pad);
    }

    private void burnSurplus(LinkId link, boolean outgoing) {
        long surplus =
                table.freeBytes(link).of(parity(link, outgoing)) - rules.burnAboveBytes(outgoing);
        if (surplus <= 0) {
            return;
        }
        for (var block :
                table.free(
                        link,
                        parity(link, outgoing),
                        clock.instant(),
                        StockRules.MAX_RANGES_PER_PAD)) {
            if (block.freeBytes() > surplus) {
                return;
            }
            table.burn(link, block.sequence());
            surplus -= block.freeBytes();
        }
    }

    private int parity(LinkId link, boolean outgoing) {
        return outgoing ? rules.outgoingParity(link) : 1 - rules.outgoingParity(link);
    }
}
