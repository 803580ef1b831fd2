package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stock in memory: for tests and as the plain statement of the contract; lost with the process, and
 * in no transaction.
 */
public final class InMemoryLinkStock implements LinkStock {

    private final StockRules rules;
    private final InstantSource clock;
    private final EpochGate gate = new EpochGate();
    private final Map<LinkId, MemoryShelf> shelves = new HashMap<>();

    public InMemoryLinkStock(StockRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Lets the two ends of a link agree on the epoch and confirm all their blocks, as they do over
     * the network.
     */
    public static void settle(LinkId link, InMemoryLinkStock one, InMemoryLinkStock other) {
        LinkLedger mine = one.ledger();
        LinkLedger theirs = other.ledger();
        boolean agreed = false;
        for (int tries = 0; tries < 4 && !agreed; tries++) {
            agreed = mine.learn(link, theirs.hear(link, mine.note(link)));
        }
        long after = 0;
        while (true) {
            Confirmation asked =
                    mine.unconfirmed(link, after, Instant.MAX, Confirmation.MAX_BLOCKS);
            if (asked.blocks().isEmpty()) {
                return;
            }
            var _ = mine.settle(link, asked, theirs.judge(link, asked).verdicts());
            after = asked.blocks().getLast().sequence();
        }
    }

    LinkLedger ledger() {
        return new InMemoryLedger(this, rules, clock, gate);
    }

    @Override
    public synchronized Intake offer(LinkId link, KeyBlock block) {
        MemoryShelf shelf = shelf(link);
        MemoryBlock known = shelf.blocks.get(block.sequence());
        if (known != null) {
            return known.isSame(block.blockId(), block.key().length(), block.tag())
                    ? Intake.ALREADY_STORED
                    : Intake.CONFLICT;
        }
        if (shelf.alarm) {
            return Intake.IN_ALARM;
        }
        boolean outgoing = rules.isOutgoing(link, block.sequence());
        long half = rules.halfCapacityBytes();
        if (shelf.filled(outgoing) >= half && shelf.filled(!outgoing) >= half) {
            return Intake.FULL;
        }
        MemoryBlock stored = new MemoryBlock(block, shelf.epoch, outgoing, clock.instant());
        if (shelf.filled(outgoing) > rules.maxBytesPerDirection()) {
            stored.burn();
        }
        shelf.blocks.put(block.sequence(), stored);
        shelf.nextSequence = Math.max(shelf.nextSequence, block.sequence() + 1);
        shelf.qber = block.qber();
        return Intake.STORED;
    }

    @Override
    public synchronized Reservation reserve(LinkId link, int bytes, @Nullable Duration maxAge) {
        MemoryShelf shelf = shelf(link);
        if (gate.agreed(link).isEmpty()) {
            return new Reservation.NoEpoch();
        }
        if (shelf.alarm) {
            return new Reservation.InAlarm();
        }
        Instant oldest = maxAge == null ? Instant.MIN : clock.instant().minus(maxAge);
        List<PadRange> ranges = new ArrayList<>();
        int missing = bytes;
        for (MemoryBlock block : shelf.blocks.values()) {
            boolean usable =
                    block.outgoing
                            && block.state == BlockState.POOLED
                            && !block.storedAt.isBefore(oldest);
            if (usable && missing > 0 && ranges.size() < StockRules.MAX_RANGES_PER_PAD) {
                int length = Math.min(block.free(), missing);
                ranges.add(new PadRange(shelf.epoch, block.sequence, block.firstFree(), length));
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
        MemoryShelf shelf = shelf(link);
        if (gate.agreed(link).isEmpty()
                || ranges.stream().anyMatch(range -> range.epoch() != shelf.epoch)) {
            return new Claim.NoEpoch();
        }
        Map<Long, List<PadRange>> byBlock = PadRange.byBlock(ranges);
        for (Map.Entry<Long, List<PadRange>> entry : byBlock.entrySet()) {
            MemoryBlock block = shelf.blocks.get(entry.getKey());
            if (PadRange.overlap(entry.getValue())) {
                return new Claim.Used(entry.getKey());
            }
            if (shelf.alarm) {
                return new Claim.InAlarm();
            }
            if (block == null
                    || block.outgoing
                    || block.epoch != shelf.epoch
                    || entry.getValue().stream().anyMatch(r -> r.end() > block.length())) {
                return new Claim.Unknown(entry.getKey());
            }
            if (block.state == BlockState.DESTROYED
                    || !entry.getValue().stream().allMatch(block::isUnused)) {
                return new Claim.Used(entry.getKey());
            }
        }
        return new Claim.Claimed(takeAll(shelf, ranges));
    }

    @Override
    public synchronized void discard(LinkId link, long sequence) {
        burn(link, block -> block.sequence == sequence);
    }

    @Override
    public synchronized boolean alarm(LinkId link, boolean raised, double qber, String reason) {
        MemoryShelf shelf = shelf(link);
        boolean before = shelf.alarm;
        shelf.alarm = raised;
        shelf.qber = qber;
        shelf.reason = raised ? reason : null;
        if (raised) {
            shelf.alive().forEach(block -> block.state = BlockState.QUARANTINED);
        } else if (before) {
            burn(link, block -> block.state == BlockState.QUARANTINED);
            shelf.raiseFloors();
        }
        return raised && !before;
    }

    @Override
    public synchronized LinkView view(LinkId link) {
        MemoryShelf shelf = shelf(link);
        return new LinkView(
                link,
                shelf.epoch,
                gate.agreed(link).isPresent(),
                shelf.nextSequence,
                8 * shelf.free(b -> b.outgoing && b.state == BlockState.POOLED),
                8 * shelf.free(b -> !b.outgoing && b.state == BlockState.POOLED),
                8 * shelf.free(b -> b.outgoing && b.state == BlockState.GENERATED),
                8 * shelf.free(b -> !b.outgoing && b.state == BlockState.GENERATED),
                8 * shelf.free(b -> b.state == BlockState.QUARANTINED),
                rules.capacityBits(),
                shelf.alarm,
                shelf.qber,
                shelf.reason);
    }

    @Override
    public synchronized LinkAccount account(LinkId link, boolean outgoing) {
        return shelf(link).blocks.values().stream()
                .filter(block -> block.outgoing == outgoing)
                .map(b ->
                        new LinkAccount(
                                8L * b.length(), 8L * b.free(), 8L * b.used(), 8L * b.burned()))
                .reduce(
                        LinkAccount.EMPTY,
                        (a, b) ->
                                new LinkAccount(
                                        a.lengthBits() + b.lengthBits(),
                                        a.freeBits() + b.freeBits(),
                                        a.usedBits() + b.usedBits(),
                                        a.burnedBits() + b.burnedBits()));
    }

    synchronized MemoryShelf shelf(LinkId link) {
        return shelves.computeIfAbsent(link, _ -> new MemoryShelf());
    }

    synchronized int burn(LinkId link, Predicate<MemoryBlock> which) {
        List<MemoryBlock> blocks = shelf(link).alive().filter(which).toList();
        blocks.forEach(MemoryBlock::burn);
        return blocks.size();
    }

    private static SecretBytes takeAll(MemoryShelf shelf, List<PadRange> ranges) {
        byte[] pad = new byte[ranges.stream().mapToInt(PadRange::length).sum()];
        int at = 0;
        for (PadRange range : ranges) {
            Objects.requireNonNull(shelf.blocks.get(range.sequence())).take(range, pad, at);
            at += range.length();
        }
        return SecretBytes.takeFrom(pad);
    }

    /** One link. */
    static final class MemoryShelf {
        final TreeMap<Long, MemoryBlock> blocks = new TreeMap<>();
        long epoch = 1;
        boolean unsure;
        long nextSequence = 1;
        long outgoingFloor;
        long incomingFloor;
        boolean alarm;
        private @Nullable Double qber;
        private @Nullable String reason;

        Stream<MemoryBlock> alive() {
            return blocks.values().stream().filter(b -> b.state != BlockState.DESTROYED);
        }

        long free(Predicate<MemoryBlock> which) {
            return alive().filter(which).mapToLong(MemoryBlock::free).sum();
        }

        long filled(boolean outgoing) {
            return free(
                    block -> block.outgoing == outgoing && block.state != BlockState.QUARANTINED);
        }

        void raiseFloors() {
            outgoingFloor = nextSequence - 1;
            incomingFloor = nextSequence - 1;
        }

        long padBytes(boolean outgoing) {
            return blocks.values().stream()
                    .filter(block -> block.epoch == epoch && block.outgoing == outgoing)
                    .mapToLong(block -> block.used() - KeyBlock.CONFIRMATION_BYTES)
                    .sum();
        }
    }
}
