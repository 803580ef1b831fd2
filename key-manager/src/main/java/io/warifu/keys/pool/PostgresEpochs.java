package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The epochs of links in PostgreSQL: which one a link is in, whether its other end is in the same,
 * and when a new one must open because the database is older than what was done with it.
 *
 * <p>Guarantee: each call is one transaction under the lock of the link's row, and has the same
 * effect when it is repeated. A new epoch stands in the {@link Witness} before it stands in the
 * database. Assumption for a database whose witness is lost too: the site's clock has not gone back
 * behind the opening of the epoch that is missing.
 */
final class PostgresEpochs {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEpochs.class);

    /** Blocks that a process killed between witness and database leaves untouched, at most. */
    private static final int MAX_BLOCKS_IN_DOUBT = 2;

    private final PostgresPool pool;
    private final BlockTable blocks;

    PostgresEpochs(PostgresPool pool) {
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
                pool.burnPooled(link, why, "outgoing and sequence <= ?", outgoing);
                pool.burnPooled(link, why, "not outgoing and sequence <= ?", incoming);
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

    EpochNote note(LinkId link) {
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

    EpochNote hear(LinkId link, EpochNote theirs) {
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

    boolean learn(LinkId link, EpochNote theirs) {
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
        pool.burnPooled(link, why, "outgoing and sequence <= ?", theirs.incomingFloor());
        pool.burnPooled(link, why, "not outgoing and sequence <= ?", theirs.outgoingFloor());
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

    long open(LinkId link, String reason) {
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
        pool.burnPooled(link, "new epoch " + epoch, "epoch < ?", epoch);
        return epoch;
    }
}
