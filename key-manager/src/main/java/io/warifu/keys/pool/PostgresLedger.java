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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in PostgreSQL: which blocks both ends have. {@link PostgresEpochs} has the epochs.
 *
 * <p>Guarantee: each call is one transaction under the lock of the link's row, and has the same
 * effect when it is repeated.
 */
final class PostgresLedger implements LinkLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresLedger.class);

    /**
     * A block in stock is sealed anew at this age, without what was used of it, so that it keeps
     * neither that nor the data key of an old hour alive.
     */
    static final Duration MAX_SEAL_AGE = Duration.ofHours(1);

    private static final int MAX_RESEALED = 32;

    private final PostgresPool pool;
    private final BlockTable blocks;
    private final PostgresEpochs epochs;

    PostgresLedger(PostgresPool pool) {
        this.pool = pool;
        this.blocks = pool.blocks;
        this.epochs = pool.epochs();
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
            pool.burnPooled(
                    link,
                    "passed over by the other end",
                    "not outgoing and state = 'POOLED' and sequence <= ?",
                    upTo);
        });
    }

    private int burnUnpooled(LinkId link, String why, long sequence) {
        return pool.burn(link, KeyState.GENERATED, why, "sequence = ?", sequence);
    }

    @Override
    public void reseal(LinkId link) {
        Instant now = pool.clock.instant();
        pool.transaction.executeWithoutResult(_ -> {
            for (SealTable.OldSeal old :
                    pool.seals.oldSeals(link, now.minus(MAX_SEAL_AGE), MAX_RESEALED)) {
                try (SecretBytes rest = withoutUsed(old)) {
                    pool.seals.reseal(old, pool.vault.seal(rest, old.name().about()), now);
                } catch (VaultException e) {
                    pool.burnPooled(
                            link,
                            "the vault does not open it: " + e.reason(),
                            "sequence = ?",
                            old.name().sequence());
                }
            }
        });
    }

    private SecretBytes withoutUsed(SealTable.OldSeal old) {
        try (SecretBytes block = pool.vault.open(old.sealed(), old.name().about())) {
            return block.use(bytes -> {
                old.used().forEach(range -> Arrays.fill(bytes, range[0], range[1], (byte) 0));
                return SecretBytes.copyOf(bytes);
            });
        }
    }

    @Override
    public EpochNote note(LinkId link) {
        return epochs.note(link);
    }

    @Override
    public EpochNote hear(LinkId link, EpochNote theirs) {
        return epochs.hear(link, theirs);
    }

    @Override
    public boolean learn(LinkId link, EpochNote theirs) {
        return epochs.learn(link, theirs);
    }

    @Override
    public long newEpoch(LinkId link, String reason) {
        return epochs.open(link, reason);
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
