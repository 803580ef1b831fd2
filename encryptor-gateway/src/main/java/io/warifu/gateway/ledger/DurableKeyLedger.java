package io.warifu.gateway.ledger;

import io.warifu.gateway.ledger.LedgerEvent.Burnt;
import io.warifu.gateway.ledger.LedgerEvent.Confirmed;
import io.warifu.gateway.ledger.LedgerEvent.Erased;
import io.warifu.gateway.ledger.LedgerEvent.Pads;
import io.warifu.gateway.ledger.LedgerEvent.PadsBurnt;
import io.warifu.gateway.ledger.LedgerEvent.Started;
import io.warifu.gateway.ledger.LedgerEvent.Switched;
import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;

/**
 * The ledger of one gateway.
 *
 * <p>Guarantee: an entry is on the disk before the method that makes it returns; if it cannot be
 * written the method throws {@link UncheckedIOException}, and the epoch or pad must not be used.
 * Everything before survives kill -9. Limit: {@link LedgerFile}; times are this machine's clock.
 */
public final class DurableKeyLedger implements KeyLedger, PadLedger, AutoCloseable {

    /** A quarter of a year of four peers at an epoch a minute is about twenty of these. */
    private static final long MAX_SEGMENT_BYTES = 16 * 1024 * 1024;

    private final LedgerFile file;
    private final LedgerBook book;
    private final InstantSource clock;

    private DurableKeyLedger(LedgerFile file, LedgerBook book, InstantSource clock) {
        this.file = file;
        this.book = book;
        this.clock = clock;
    }

    /**
     * Opens the ledger in {@code folder}, or begins it.
     *
     * @throws LedgerDamagedException if it is not what this gateway wrote
     */
    public static DurableKeyLedger open(Path folder, SiteId site, InstantSource clock)
            throws IOException {
        return open(folder, site, clock, MAX_SEGMENT_BYTES, LedgerBook.MAX_EPOCHS);
    }

    static DurableKeyLedger open(
            Path folder, SiteId site, InstantSource clock, long maxSegmentBytes, int maxEpochs)
            throws IOException {
        LedgerBook book = new LedgerBook(maxEpochs);
        LedgerFile file =
                LedgerFile.open(
                        folder,
                        site,
                        maxSegmentBytes,
                        line -> {
                            book.objection(line.event())
                                    .ifPresent(why -> {
                                        throw new LedgerDamagedException(why);
                                    });
                            book.take(line);
                        });
        DurableKeyLedger ledger = new DurableKeyLedger(file, book, clock);
        try {
            ledger.write(new Started(file.cutBytes()));
            return ledger;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void confirmed(EpochEntry entry) {
        write(new Confirmed(entry));
    }

    @Override
    public void switched(EpochName name) {
        write(new Switched(name));
    }

    @Override
    public void erased(EpochName name, EpochTotals totals) {
        write(new Erased(name, totals));
    }

    @Override
    public void burnt(SiteId peer, UUID keyId, String reasonCode) {
        write(new Burnt(peer, keyId, reasonCode));
    }

    @Override
    public void padsSpent(PadUse use) {
        write(new Pads(use));
    }

    @Override
    public void padsBurnt(BurntPads pads) {
        write(new PadsBurnt(pads));
    }

    private synchronized void write(LedgerEvent event) {
        book.objection(event)
                .ifPresent(why -> {
                    throw new IllegalStateException(why);
                });
        LedgerLine line = new LedgerLine(file.nextNumber(), clock.millis(), event);
        try {
            file.append(line);
        } catch (IOException e) {
            throw new UncheckedIOException("the key ledger cannot be written", e);
        }
        book.take(line);
    }

    /** Bytes of a torn last line that the start removed; 0 after an orderly end. */
    public int cutBytes() {
        return file.cutBytes();
    }

    public synchronized LedgerView view() {
        return new LedgerView(
                file.nextNumber() - 1,
                file.chain().hex(),
                book.forgottenEpochs(),
                book.epochs(),
                book.pads(),
                book.burnt());
    }

    /** Keys shared with {@code peer} that were fetched and never used, since the ledger began. */
    public synchronized long burntKeys(SiteId peer) {
        return book.burnt(peer);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
