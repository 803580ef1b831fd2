package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.audit.KeyState;
import io.warifu.keys.pool.PadTable.Block;
import io.warifu.keys.vault.VaultException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the material of bytes that the transaction under way has just taken, and wipes what is used
 * up. Before it returns the first pad of a block, the block's number stands in the {@link Witness}.
 */
final class PadReader {

    private static final Logger LOG = LoggerFactory.getLogger(PadReader.class);

    private final PostgresPool pool;

    PadReader(PostgresPool pool) {
        this.pool = pool;
    }

    /** Bytes that a statement has just taken out of a block. */
    record Taken(Block block, PadRange range) {}

    /**
     * Reads what was just taken. Null if a block cannot be opened: then that block is burned, and
     * what was taken of the others is lost.
     */
    @Nullable SecretBytes read(LinkId link, boolean outgoing, List<Taken> taken) {
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
                pool.seals.erase(link, piece.block().sequence());
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
        byte[] sealed = pool.seals.sealed(link, piece.block().sequence());
        if (sealed == null) {
            throw new IllegalStateException("a block in stock has no material");
        }
        return pool.vault.open(sealed, name(link, piece).about());
    }

    private void used(LinkId link, Taken piece) {
        OpenBlocks.Name name = name(link, piece);
        if (piece.block().state() == BlockState.DESTROYED) {
            pool.seals.erase(link, name.sequence());
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
}
