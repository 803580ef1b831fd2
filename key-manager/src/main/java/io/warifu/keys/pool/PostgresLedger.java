package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.audit.KeyState;
import io.warifu.keys.pool.Confirmation.Answer;
import io.warifu.keys.pool.Confirmation.Entry;
import io.warifu.keys.vault.VaultException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in PostgreSQL.
 *
 * <p>Guarantee: each call is one transaction under the lock of the link's row, and has the same
 * effect when it is repeated. A new epoch stands in the {@link Witness} before it stands in the
 * database. Assumption for a database whose witness is lost too: the site's clock has not gone back
 * behind the opening of the epoch that is missing.
 */
final class PostgresLedger implements LinkLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresLedger.class);

    /** Blocks that a process killed between witness and database leaves untouched, at most. */
    private static final int MAX_BLOCKS_IN_DOUBT = 2;

    /**
     * A block in stock is sealed anew at this age, without what was used of it, so that it keeps
     * neither that nor the data key of an old hour alive.
     */
    static final Duration MAX_SEAL_AGE = Duration.ofHours(1);

    private static final int MAX_RESEALED = 32;

    private final PostgresPool pool;
    private final BlockTable blocks;

    PostgresLedger(PostgresPool pool) {
        this.pool = pool;
        this.blocks = pool.blocks;
    }

    /** Counts this start; true if the database is older than the last one. */
    boolean begin() {
        OptionalLong witnessed = pool.witness.incarnation();
        return pool.transaction.execute(_ -> {
            long stored = pool.links.incarnation();
            boolean restored = witnessed.isPresent() ? stored < witnessed.getAsLong() : stored > 0;
            long number = Math.max(stored, witnessed.orElse(0)) + 1;
            pool.links.setIncarnation(number);
            PostgresPool.afterCommit(() -> pool.witness.incarnation(number));
            return restored;
        });
    }

    /**
     * Looks what the witness says about a link before it gives its first pad: an old database gets
     * a new epoch, and after a kill the rest of the blocks in use is burned.
     */
    void resume(LinkId link, boolean restored) {
        Optional<Witness.Mark> mark = pool.witness.read(link);
        pool.transaction.executeWithoutResult(_ -> {
            LinkTable.Row row = pool.links.lock(link);
            if (mark.isEmpty() && row.nextSequence() == 1 && row.epoch() == 1) {
                pool.witness.raise(link, new Witness.Mark(1, 0, 0));
            } else if (restored
                    || mark.isEmpty()
                    || mark.get().epoch() != row.epoch()
                    || isOld(link, mark.get())) {
                long least = mark.map(Witness.Mark::epoch).orElse(0L);
                var _ = open(link, row, least, "the database is older than the witness");
            } else {
                long outgoing = mark.get().outgoing();
                long incoming = mark.get().incoming();
                String why = "in use when the process ended";
                burn(link, why, "outgoing and sequence <= ?", outgoing);
                burn(link, why, "not outgoing and sequence <= ?", incoming);
                pool.links.raiseFloors(link, outgoing, incoming);
            }
        });
    }

    private boolean isOld(LinkId link, Witness.Mark mark) {
        return isOld(link, true, mark.outgoing()) || isOld(link, false, mark.incoming());
    }

    private boolean isOld(LinkId link, boolean outgoing, long mark) {
        boolean missing = mark > 0 && blocks.count(link, "count(*)", "sequence = ?", mark) == 0;
        long untouched =
                blocks.count(
                        link,
                        "count(*)",
                        "outgoing = ? and state <> 'DESTROYED' and sequence <= ?",
                        outgoing,
                        mark);
        return missing || untouched > MAX_BLOCKS_IN_DOUBT;
    }

    @Override
    public Confirmation unconfirmed(LinkId link, long after, Instant storedBefore, int limit) {
        LinkTable.Row row = pool.links.read(link).orElse(null);
        if (row == null || row.alarm()) {
            return new Confirmation(row == null ? 1 : row.epoch(), List.of());
        }
        List<Entry> found = blocks.unconfirmed(link, row.epoch(), after, storedBefore, limit);
        return new Confirmation(
                row.epoch(), pool.rules.leads(link) ? withRoom(link, found) : found);
    }

    /** Marks the blocks for which a direction that has its half already has no room. */
    private List<Entry> withRoom(LinkId link, List<Entry> found) {
        long[] pooled = {pooled(link, false), pooled(link, true)};
        List<Entry> marked = new ArrayList<>();
        for (Entry entry : found) {
            int direction = pool.rules.isOutgoing(link, entry.sequence()) ? 1 : 0;
            boolean full = pooled[direction] >= pool.rules.halfCapacityBytes();
            if (!full) {
                pooled[direction] += entry.lengthBytes() - KeyBlock.CONFIRMATION_BYTES;
            }
            marked.add(
                    new Entry(
                            entry.sequence(),
                            entry.blockId(),
                            entry.lengthBytes(),
                            entry.tag(),
                            full));
        }
        return marked;
    }

    private long pooled(LinkId link, boolean outgoing) {
        return blocks.count(
                link,
                "sum(length_bytes - used_bytes)",
                "outgoing = ? and state = 'POOLED'",
                outgoing);
    }

    @Override
    public Answer judge(LinkId link, Confirmation theirs) {
        return pool.transaction.execute(_ -> {
            LinkTable.Row row = pool.links.lock(link);
            List<Verdict> verdicts = new ArrayList<>();
            List<Entry> pooled = new ArrayList<>();
            for (Entry entry : theirs.blocks()) {
                boolean undecided = row.alarm() || row.epoch() != theirs.epoch();
                verdicts.add(undecided ? Verdict.UNKNOWN : judge(link, row, entry, pooled));
            }
            pool.audit.pooled(link, pooled);
            return new Answer(row.epoch(), verdicts);
        });
    }

    private Verdict judge(LinkId link, LinkTable.Row row, Entry entry, List<Entry> pooled) {
        Optional<BlockTable.Stored> found = blocks.find(link, entry.sequence());
        if (found.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        BlockTable.Stored stored = found.get();
        if (stored.state() == BlockState.DESTROYED || stored.epoch() != row.epoch()) {
            return Verdict.DISCARDED;
        }
        boolean same =
                stored.blockId().equals(entry.blockId())
                        && stored.lengthBytes() == entry.lengthBytes()
                        && MessageDigest.isEqual(stored.tag(), entry.tag());
        if (!same) {
            LOG.warn("block {} of {} differs at the other end", entry.sequence(), link);
        }
        if (!same || entry.discard()) {
            var _ =
                    burnUnpooled(
                            link, same ? "no room for it" : "the bits differ", entry.sequence());
            return same ? Verdict.DISCARDED : Verdict.MISMATCH;
        }
        if (pooled(link, entry.sequence()) > 0) {
            pooled.add(entry);
        }
        return Verdict.POOLED;
    }

    private int pooled(LinkId link, long sequence) {
        return blocks.change(
                link, "state = 'POOLED'", "sequence = ? and state = 'GENERATED'", sequence);
    }

    @Override
    public int settle(LinkId link, Confirmation mine, List<Verdict> verdicts) {
        return pool.transaction.execute(_ -> {
            LinkTable.Row row = pool.links.lock(link);
            int moved = 0;
            List<Entry> pooled = new ArrayList<>();
            // A block that was quarantined meanwhile stays so, and one of an old epoch is burned.
            for (int i = 0; i < Math.min(mine.blocks().size(), verdicts.size()); i++) {
                Entry entry = mine.blocks().get(i);
                switch (verdicts.get(i)) {
                    case UNKNOWN -> {}
                    case POOLED -> {
                        if (row.epoch() == mine.epoch() && pooled(link, entry.sequence()) > 0) {
                            pooled.add(entry);
                        }
                    }
                    case MISMATCH ->
                            moved += burnUnpooled(link, "the bits differ", entry.sequence());
                    case DISCARDED ->
                            moved += burnUnpooled(link, "no room for it", entry.sequence());
                }
            }
            pool.audit.pooled(link, pooled);
            return moved + pooled.size();
        });
    }

    @Override
    public void burnUnconfirmed(LinkId link, Instant storedBefore) {
        pool.transaction.executeWithoutResult(_ -> {
            var _ =
                    pool.burn(
                            link,
                            KeyState.GENERATED,
                            "the other end never confirmed it",
                            "state = 'GENERATED' and stored_at <= ?",
                            BlockTable.at(storedBefore));
        });
    }

    @Override
    public void burnPassed(LinkId link, long upTo) {
        pool.transaction.executeWithoutResult(_ -> {
            burn(
                    link,
                    "passed over by the other end",
                    "not outgoing and state = 'POOLED' and sequence <= ?",
                    upTo);
        });
    }

    @Override
    public EpochNote note(LinkId link) {
        return pool.transaction.execute(_ -> {
            long epoch = pool.links.lock(link).epoch();
            return note(link, epoch);
        });
    }

    private EpochNote note(LinkId link, long before) {
        LinkTable.Row row = pool.links.lock(link);
        long firstLeft = blocks.count(link, "min(sequence)", "outgoing and state <> 'DESTROYED'");
        return new EpochNote(
                row.epoch(),
                before,
                padBytes(link, row.epoch(), true),
                padBytes(link, row.epoch(), false),
                row.outgoingFloor(),
                row.incomingFloor(),
                (firstLeft == 0 ? row.nextSequence() : firstLeft) - 1);
    }

    private long padBytes(LinkId link, long epoch, boolean outgoing) {
        return blocks.count(
                link,
                "sum(used_bytes - " + KeyBlock.CONFIRMATION_BYTES + ")",
                "epoch = ? and outgoing = ?",
                epoch,
                outgoing);
    }

    @Override
    public EpochNote hear(LinkId link, EpochNote theirs) {
        return pool.transaction.execute(_ -> {
            LinkTable.Row row = pool.links.lock(link);
            long epoch = row.epoch();
            boolean unsure = row.unsure();
            if (theirs.epoch() > epoch) {
                // An end that is unsure takes no number that it did not raise above itself.
                epoch = adopt(link, row, unsure ? theirs.epoch() + 1 : theirs.epoch(), unsure);
            } else if (theirs.epoch() == epoch && isOlderThan(link, epoch, theirs)) {
                epoch = open(link, row, epoch, "the other end has received more than was sent");
                unsure = true;
            }
            burnFloors(link, theirs);
            agree(link, epoch, theirs.epoch() == epoch && !unsure);
            return note(link, row.epoch());
        });
    }

    @Override
    public boolean learn(LinkId link, EpochNote theirs) {
        return pool.transaction.execute(_ -> {
            LinkTable.Row row = pool.links.lock(link);
            long epoch = row.epoch();
            boolean unsure = row.unsure();
            if (unsure && theirs.before() >= epoch) {
                epoch = adopt(link, row, Math.max(theirs.before(), theirs.epoch()) + 1, true);
            } else if (theirs.epoch() > epoch) {
                unsure = false;
                epoch = adopt(link, row, theirs.epoch(), false);
            } else if (theirs.epoch() == epoch && isOlderThan(link, epoch, theirs)) {
                unsure = true;
                epoch = open(link, row, epoch, "the other end has received more than was sent");
            } else if (theirs.epoch() == epoch && unsure) {
                unsure = false;
                pool.links.setEpoch(link, epoch, false);
            }
            burnFloors(link, theirs);
            boolean agreed = theirs.epoch() == epoch && !unsure;
            agree(link, epoch, agreed);
            return agreed;
        });
    }

    /** The other end's claims were counted before this end's reservations are. */
    private boolean isOlderThan(LinkId link, long epoch, EpochNote theirs) {
        return theirs.claimedBytes() > padBytes(link, epoch, true);
    }

    private void burnFloors(LinkId link, EpochNote theirs) {
        String why = "burned at the other end";
        burn(link, why, "outgoing and sequence <= ?", theirs.incomingFloor());
        burn(link, why, "not outgoing and sequence <= ?", theirs.outgoingFloor());
    }

    private void burn(LinkId link, String why, String condition, long number) {
        var _ = pool.burn(link, KeyState.POOLED, why, condition, number);
    }

    private int burnUnpooled(LinkId link, String why, long sequence) {
        return pool.burn(link, KeyState.GENERATED, why, "sequence = ?", sequence);
    }

    private void agree(LinkId link, long epoch, boolean agreed) {
        PostgresPool.afterCommit(() -> {
            if (agreed) {
                pool.gate.agree(link, epoch);
            } else {
                pool.gate.close(link);
            }
        });
    }

    @Override
    public long newEpoch(LinkId link, String reason) {
        long epoch =
                pool.transaction.execute(_ -> {
                    LinkTable.Row row = pool.links.lock(link);
                    pool.gate.close(link);
                    long least = pool.witness.read(link).map(Witness.Mark::epoch).orElse(0L);
                    return open(link, row, least, reason);
                });
        pool.gate.clear(link);
        return epoch;
    }

    /** Opens an epoch that was never there before, as far as this end and its clock can tell. */
    private long open(LinkId link, LinkTable.Row row, long least, String reason) {
        long epoch = Math.max(pool.clock.millis(), Math.max(row.epoch(), least) + 1);
        LOG.warn("link {}: new epoch {}, old blocks are burned: {}", link, epoch, reason);
        return adopt(link, row, epoch, true);
    }

    private long adopt(LinkId link, LinkTable.Row row, long epoch, boolean unsure) {
        pool.witness.raise(link, new Witness.Mark(epoch, 0, 0));
        pool.links.setEpoch(link, epoch, unsure);
        pool.links.raiseFloors(link, row.nextSequence() - 1, row.nextSequence() - 1);
        burn(link, "new epoch " + epoch, "epoch < ?", epoch);
        return epoch;
    }

    @Override
    public void reseal(LinkId link) {
        Instant now = pool.clock.instant();
        pool.transaction.executeWithoutResult(_ -> {
            for (BlockTable.OldSeal old :
                    blocks.oldSeals(link, now.minus(MAX_SEAL_AGE), MAX_RESEALED)) {
                try (SecretBytes rest = withoutUsed(old)) {
                    blocks.reseal(old, pool.vault.seal(rest, old.name().about()), now);
                } catch (VaultException e) {
                    burn(
                            link,
                            "the vault does not open it: " + e.reason(),
                            "sequence = ?",
                            old.name().sequence());
                }
            }
        });
    }

    private SecretBytes withoutUsed(BlockTable.OldSeal old) {
        try (SecretBytes block = pool.vault.open(old.sealed(), old.name().about())) {
            return block.use(bytes -> {
                old.used().forEach(range -> Arrays.fill(bytes, range[0], range[1], (byte) 0));
                return SecretBytes.copyOf(bytes);
            });
        }
    }

    @Override
    public boolean agreed(LinkId link) {
        return pool.gate.agreed(link).isPresent();
    }

    @Override
    public boolean suspected(LinkId link) {
        return pool.gate.suspects(link);
    }
}
