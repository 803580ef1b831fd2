package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stock in memory: for tests and as the plain statement of the contract; lost with the process. */
public final class InMemoryLinkStock implements LinkStock {

    private final StockRules rules;
    private final InstantSource clock;
    private final Map<LinkId, Shelf> shelves = new HashMap<>();

    public InMemoryLinkStock(StockRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public synchronized Intake offer(LinkId link, KeyBlock block) {
        Shelf shelf = shelf(link);
        Stored known = shelf.blocks.get(block.sequence());
        if (known != null) {
            return known.sameAs(block) ? Intake.ALREADY_STORED : Intake.CONFLICT;
        }
        if (shelf.alarm) {
            return Intake.IN_ALARM;
        }
        burnPassedOver(link, shelf);
        if (free(link, true) >= rules.halfCapacityBytes()
                && free(link, false) >= rules.halfCapacityBytes()) {
            return Intake.FULL;
        }
        shelf.blocks.put(block.sequence(), new Stored(block, clock.instant()));
        shelf.nextSequence = Math.max(shelf.nextSequence, block.sequence() + 1);
        shelf.qber = block.qber();
        burnSurplus(link, rules.isOutgoing(link, block.sequence()));
        return Intake.STORED;
    }

    @Override
    public synchronized Reservation reserve(LinkId link, int bytes) {
        Shelf shelf = shelf(link);
        if (shelf.alarm) {
            return new Reservation.InAlarm();
        }
        Instant newest = clock.instant().minus(rules.settleTime());
        List<PadRange> ranges = new ArrayList<>();
        int missing = bytes;
        for (Map.Entry<Long, Stored> entry : shelf.blocks.entrySet()) {
            Stored stored = entry.getValue();
            boolean usable =
                    rules.isOutgoing(link, entry.getKey())
                            && stored.free() > 0
                            && !stored.storedAt.isAfter(newest);
            if (usable && missing > 0 && ranges.size() < StockRules.MAX_RANGES_PER_PAD) {
                int length = Math.min(stored.free(), missing);
                ranges.add(new PadRange(entry.getKey(), stored.taken.nextClearBit(0), length));
                missing -= length;
            }
        }
        if (missing > 0) {
            return new Reservation.TooLittle(8L * (bytes - missing));
        }
        return new Reservation.Reserved(new Pad(ranges, takeAll(shelf, ranges)));
    }

    @Override
    public synchronized Claim claim(LinkId link, List<PadRange> ranges) {
        Shelf shelf = shelf(link);
        if (shelf.alarm) {
            return new Claim.InAlarm();
        }
        Map<Long, BitSet> asked = new HashMap<>();
        for (PadRange range : ranges) {
            Stored stored = shelf.blocks.get(range.sequence());
            int end = range.offset() + range.length();
            if (stored == null
                    || rules.isOutgoing(link, range.sequence())
                    || end > stored.key.length) {
                return new Claim.Unknown(range.sequence());
            }
            BitSet seen =
                    asked.computeIfAbsent(range.sequence(), _ -> (BitSet) stored.taken.clone());
            if (!seen.get(range.offset(), end).isEmpty()) {
                return new Claim.Used(range.sequence());
            }
            seen.set(range.offset(), end);
        }
        return new Claim.Claimed(takeAll(shelf, ranges));
    }

    @Override
    public synchronized void discard(LinkId link, long sequence) {
        Stored stored = shelf(link).blocks.get(sequence);
        if (stored != null) {
            stored.burn();
        }
    }

    @Override
    public synchronized void alarm(LinkId link, boolean raised, double qber, String reason) {
        Shelf shelf = shelf(link);
        shelf.alarm = raised;
        shelf.qber = qber;
        shelf.reason = raised ? reason : null;
    }

    @Override
    public synchronized LinkView view(LinkId link) {
        Shelf shelf = shelf(link);
        return new LinkView(
                link,
                shelf.nextSequence,
                8 * free(link, true),
                8 * free(link, false),
                rules.capacityBits(),
                shelf.alarm,
                shelf.qber,
                shelf.reason);
    }

    private Shelf shelf(LinkId link) {
        return shelves.computeIfAbsent(link, _ -> new Shelf());
    }

    private long free(LinkId link, boolean outgoing) {
        return shelf(link).blocks.entrySet().stream()
                .filter(entry -> rules.isOutgoing(link, entry.getKey()) == outgoing)
                .mapToLong(entry -> entry.getValue().free())
                .sum();
    }

    /** The other end uses its half in order: old blocks before one it used are never used. */
    private void burnPassedOver(LinkId link, Shelf shelf) {
        Instant newest = clock.instant().minus(StockRules.MAX_TIME_IN_FLIGHT);
        boolean passed = false;
        for (Map.Entry<Long, Stored> entry : shelf.blocks.descendingMap().entrySet()) {
            Stored stored = entry.getValue();
            if (!rules.isOutgoing(link, entry.getKey())) {
                if (passed && stored.storedAt.isBefore(newest)) {
                    stored.burn();
                }
                passed |= stored.free() < stored.key.length;
            }
        }
    }

    private void burnSurplus(LinkId link, boolean outgoing) {
        for (Map.Entry<Long, Stored> entry : shelf(link).blocks.entrySet()) {
            boolean surplus =
                    free(link, outgoing) - entry.getValue().free()
                            >= rules.burnAboveBytes(outgoing);
            if (rules.isOutgoing(link, entry.getKey()) == outgoing && surplus) {
                entry.getValue().burn();
            }
        }
    }

    private static SecretBytes takeAll(Shelf shelf, List<PadRange> ranges) {
        byte[] pad = new byte[ranges.stream().mapToInt(PadRange::length).sum()];
        int at = 0;
        for (PadRange range : ranges) {
            Stored stored = shelf.blocks.get(range.sequence());
            if (stored != null) {
                stored.take(range, pad, at);
            }
            at += range.length();
        }
        return SecretBytes.takeFrom(pad);
    }

    private static final class Shelf {
        private final TreeMap<Long, Stored> blocks = new TreeMap<>();
        private long nextSequence = 1;
        private boolean alarm;
        private @Nullable Double qber;
        private @Nullable String reason;
    }

    private static final class Stored {
        private final UUID blockId;
        private final byte[] key;
        private final BitSet taken = new BitSet();
        private final Instant storedAt;

        Stored(KeyBlock block, Instant storedAt) {
            this.blockId = block.blockId();
            this.key = block.key().exposeForWire();
            this.storedAt = storedAt;
        }

        int free() {
            return key.length - taken.cardinality();
        }

        void take(PadRange range, byte[] into, int at) {
            int end = range.offset() + range.length();
            System.arraycopy(key, range.offset(), into, at, range.length());
            Arrays.fill(key, range.offset(), end, (byte) 0);
            taken.set(range.offset(), end);
        }

        void burn() {
            Arrays.fill(key, (byte) 0);
            taken.set(0, key.length);
        }

        boolean sameAs(KeyBlock block) {
            return blockId.equals(block.blockId())
                    && key.length == block.key().length()
                    && block.key()
                            .use(offered -> {
                                boolean same = true;
                                for (int i = taken.nextClearBit(0);
                                        i < key.length;
                                        i = taken.nextClearBit(i + 1)) {
                                    same &= key[i] == offered[i];
                                }
                                return same;
                            });
        }
    }
}
