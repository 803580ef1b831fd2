package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.keys.pool.Confirmation.Answer;
import io.warifu.keys.pool.Confirmation.Entry;
import io.warifu.keys.pool.InMemoryLinkStock.MemoryShelf;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The ledger of {@link InMemoryLinkStock}, whose lock it uses. */
final class InMemoryLedger implements LinkLedger {

    private final InMemoryLinkStock stock;
    private final StockRules rules;
    private final InstantSource clock;
    private final EpochGate gate;

    InMemoryLedger(InMemoryLinkStock stock, StockRules rules, InstantSource clock, EpochGate gate) {
        this.stock = stock;
        this.rules = rules;
        this.clock = clock;
        this.gate = gate;
    }

    @Override
    public Confirmation unconfirmed(LinkId link, long after, Instant storedBefore, int limit) {
        synchronized (stock) {
            MemoryShelf shelf = stock.shelf(link);
            if (shelf.alarm) {
                return new Confirmation(shelf.epoch, List.of());
            }
            long[] pooled = {pooled(shelf, false), pooled(shelf, true)};
            List<Entry> entries = new ArrayList<>();
            for (MemoryBlock block : shelf.blocks.tailMap(after, false).values()) {
                if (block.state == BlockState.GENERATED
                        && !block.storedAt.isAfter(storedBefore)
                        && entries.size() < limit) {
                    int direction = block.outgoing ? 1 : 0;
                    boolean full =
                            rules.leads(link) && pooled[direction] >= rules.halfCapacityBytes();
                    pooled[direction] += full ? 0 : block.free();
                    entries.add(block.entry(full));
                }
            }
            return new Confirmation(shelf.epoch, entries);
        }
    }

    private static long pooled(MemoryShelf shelf, boolean outgoing) {
        return shelf.free(b -> b.outgoing == outgoing && b.state == BlockState.POOLED);
    }

    @Override
    public Answer judge(LinkId link, Confirmation theirs) {
        synchronized (stock) {
            MemoryShelf shelf = stock.shelf(link);
            boolean undecided = shelf.alarm || shelf.epoch != theirs.epoch();
            return new Answer(
                    shelf.epoch,
                    theirs.blocks().stream()
                            .map(entry -> undecided ? Verdict.UNKNOWN : judge(shelf, entry))
                            .toList());
        }
    }

    private static Verdict judge(MemoryShelf shelf, Entry entry) {
        MemoryBlock block = shelf.blocks.get(entry.sequence());
        if (block == null) {
            return Verdict.UNKNOWN;
        }
        if (block.state == BlockState.DESTROYED || block.epoch != shelf.epoch) {
            return Verdict.DISCARDED;
        }
        boolean same = block.isSame(entry.blockId(), entry.lengthBytes(), entry.tag());
        if (!same || entry.discard()) {
            block.burn();
            return same ? Verdict.DISCARDED : Verdict.MISMATCH;
        }
        block.state = BlockState.POOLED;
        return Verdict.POOLED;
    }

    @Override
    public int settle(LinkId link, Confirmation mine, List<Verdict> verdicts) {
        synchronized (stock) {
            MemoryShelf shelf = stock.shelf(link);
            int moved = 0;
            for (int i = 0; i < Math.min(mine.blocks().size(), verdicts.size()); i++) {
                MemoryBlock block = shelf.blocks.get(mine.blocks().get(i).sequence());
                if (block != null && block.state != BlockState.DESTROYED) {
                    moved += settle(shelf, mine, block, verdicts.get(i)) ? 1 : 0;
                }
            }
            return moved;
        }
    }

    private static boolean settle(
            MemoryShelf shelf, Confirmation mine, MemoryBlock block, Verdict verdict) {
        return switch (verdict) {
            case UNKNOWN -> false;
            case MISMATCH, DISCARDED -> {
                block.burn();
                yield true;
            }
            case POOLED -> {
                boolean moves = shelf.epoch == mine.epoch() && block.state == BlockState.GENERATED;
                block.state = moves ? BlockState.POOLED : block.state;
                yield moves;
            }
        };
    }

    @Override
    public void burnUnconfirmed(LinkId link, Instant storedBefore) {
        var _ =
                stock.burn(
                        link,
                        block ->
                                block.state == BlockState.GENERATED
                                        && !block.storedAt.isAfter(storedBefore));
    }

    @Override
    public void burnPassed(LinkId link, long upTo) {
        var _ =
                stock.burn(
                        link,
                        block ->
                                !block.outgoing
                                        && block.state == BlockState.POOLED
                                        && block.sequence <= upTo);
    }

    @Override
    public void reseal(LinkId link) {
        // Nothing is sealed here, and used bytes are overwritten at once.
    }

    @Override
    public EpochNote note(LinkId link) {
        synchronized (stock) {
            return note(stock.shelf(link), stock.shelf(link).epoch);
        }
    }

    private static EpochNote note(MemoryShelf shelf, long before) {
        long firstLeft =
                shelf.alive()
                        .filter(block -> block.outgoing)
                        .mapToLong(block -> block.sequence)
                        .findFirst()
                        .orElse(shelf.nextSequence);
        return new EpochNote(
                shelf.epoch,
                before,
                shelf.padBytes(true),
                shelf.padBytes(false),
                shelf.outgoingFloor,
                shelf.incomingFloor,
                firstLeft - 1);
    }

    @Override
    public EpochNote hear(LinkId link, EpochNote theirs) {
        synchronized (stock) {
            MemoryShelf shelf = stock.shelf(link);
            long before = shelf.epoch;
            if (theirs.epoch() > before) {
                adopt(link, shelf.unsure ? theirs.epoch() + 1 : theirs.epoch(), shelf.unsure);
            } else if (theirs.epoch() == before && theirs.claimedBytes() > shelf.padBytes(true)) {
                open(link);
            }
            burnFloors(link, theirs);
            var _ = agree(link, theirs.epoch() == shelf.epoch && !shelf.unsure);
            return note(shelf, before);
        }
    }

    @Override
    public boolean learn(LinkId link, EpochNote theirs) {
        synchronized (stock) {
            MemoryShelf shelf = stock.shelf(link);
            if (shelf.unsure && theirs.before() >= shelf.epoch) {
                adopt(link, Math.max(theirs.before(), theirs.epoch()) + 1, true);
            } else if (theirs.epoch() > shelf.epoch) {
                adopt(link, theirs.epoch(), false);
            } else if (theirs.epoch() == shelf.epoch
                    && theirs.claimedBytes() > shelf.padBytes(true)) {
                open(link);
            } else if (theirs.epoch() == shelf.epoch) {
                shelf.unsure = false;
            }
            burnFloors(link, theirs);
            return agree(link, theirs.epoch() == shelf.epoch && !shelf.unsure);
        }
    }

    private void burnFloors(LinkId link, EpochNote theirs) {
        var _ = stock.burn(link, b -> b.outgoing && b.sequence <= theirs.incomingFloor());
        var _ = stock.burn(link, b -> !b.outgoing && b.sequence <= theirs.outgoingFloor());
    }

    private boolean agree(LinkId link, boolean agreed) {
        if (agreed) {
            gate.agree(link, stock.shelf(link).epoch);
        } else {
            gate.close(link);
        }
        return agreed;
    }

    @Override
    public long newEpoch(LinkId link, String reason) {
        synchronized (stock) {
            gate.close(link);
            open(link);
            gate.clear(link);
            return stock.shelf(link).epoch;
        }
    }

    private void open(LinkId link) {
        adopt(link, Math.max(clock.millis(), stock.shelf(link).epoch + 1), true);
    }

    private void adopt(LinkId link, long epoch, boolean unsure) {
        MemoryShelf shelf = stock.shelf(link);
        shelf.epoch = epoch;
        shelf.unsure = unsure;
        shelf.raiseFloors();
        var _ = stock.burn(link, block -> block.epoch < epoch);
    }

    @Override
    public boolean agreed(LinkId link) {
        return gate.agreed(link).isPresent();
    }

    @Override
    public boolean suspected(LinkId link) {
        return gate.suspects(link);
    }
}
