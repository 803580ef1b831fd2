package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of the ledger in the words of its REST interface, oldest first. Key ids are names; nothing
 * here is secret.
 *
 * @param lines of the whole ledger, and the chain value of the newest
 * @param completeSince if older epochs stand in the file only: when the oldest one here began
 * @param next pass it as {@code after} for the rest; null if this is the end
 */
public record LedgerPage(
        String site,
        long lines,
        String chain,
        @Nullable Instant completeSince,
        List<EpochRow> epochs,
        List<PadRow> pads,
        List<BurntRow> burnt,
        @Nullable Long next) {

    public static final int MAX_ROWS = 1_000;

    public LedgerPage {
        epochs = List.copyOf(epochs);
        pads = List.copyOf(pads);
        burnt = List.copyOf(burnt);
    }

    /** One epoch; what is not known yet, or never will be, is null. */
    public record EpochRow(
            long line,
            String peer,
            UUID session,
            long epoch,
            @Nullable UUID keyId,
            KeyMode mode,
            boolean initiatedHere,
            Instant confirmedAt,
            @Nullable Instant switchedAt,
            @Nullable Instant endedAt,
            LedgerEpoch.State state,
            @Nullable EpochTotals totals) {

        static EpochRow of(LedgerEpoch epoch) {
            return new EpochRow(
                    epoch.line(),
                    epoch.name().peer().value(),
                    epoch.name().session(),
                    Integer.toUnsignedLong(epoch.name().epoch()),
                    epoch.entry().keyId().orElse(null),
                    epoch.entry().mode(),
                    epoch.entry().initiatedHere(),
                    epoch.confirmedAt(),
                    epoch.switchedAt().orElse(null),
                    epoch.endedAt().orElse(null),
                    epoch.state(),
                    epoch.totals().orElse(null));
        }

        LedgerEpoch toEpoch() {
            return new LedgerEpoch(
                    line,
                    new EpochEntry(
                            new EpochName(new SiteId(peer), session, (int) epoch),
                            Optional.ofNullable(keyId),
                            mode,
                            initiatedHere),
                    confirmedAt,
                    Optional.ofNullable(switchedAt),
                    Optional.ofNullable(endedAt),
                    state,
                    Optional.ofNullable(totals));
        }
    }

    /** One field under pads. */
    public record PadRow(
            long line,
            String peer,
            UUID block,
            boolean sentHere,
            int bytes,
            List<UUID> keyIds,
            Instant at) {

        public PadRow {
            keyIds = List.copyOf(keyIds);
        }

        static PadRow of(SpentPads spent) {
            PadUse use = spent.use();
            return new PadRow(
                    spent.line(),
                    use.peer().value(),
                    use.block(),
                    use.sentHere(),
                    use.bytes(),
                    use.keyIds(),
                    spent.at());
        }

        SpentPads toPads() {
            return new SpentPads(
                    line, new PadUse(new SiteId(peer), block, sentHere, bytes, keyIds), at);
        }
    }

    /** One key that protected nothing. */
    public record BurntRow(long line, String peer, UUID keyId, String reason, Instant at) {

        static BurntRow of(BurntKey key) {
            return new BurntRow(
                    key.line(), key.peer().value(), key.keyId(), key.reasonCode(), key.at());
        }
    }

    /**
     * The rows of at most {@code limit} lines after {@code after}.
     *
     * @param peer whose; of all peers if empty
     */
    static LedgerPage of(
            SiteId site, LedgerView view, Optional<SiteId> peer, long after, int limit) {
        List<LedgerEpoch> epochs =
                view.epochs().stream()
                        .filter(e -> e.line() > after && is(peer).test(e.name().peer()))
                        .toList();
        List<SpentPads> pads =
                view.pads().stream()
                        .filter(p -> p.line() > after && is(peer).test(p.use().peer()))
                        .toList();
        List<BurntKey> burnt =
                view.burnt().stream()
                        .filter(b -> b.line() > after && is(peer).test(b.peer()))
                        .toList();
        // A line may hold several burnt keys, which stay together.
        List<Long> shown =
                Stream.of(
                                epochs.stream().map(LedgerEpoch::line),
                                pads.stream().map(SpentPads::line),
                                burnt.stream().map(BurntKey::line))
                        .flatMap(lines -> lines)
                        .distinct()
                        .sorted()
                        .limit(limit + 1L)
                        .toList();
        long end = shown.size() > limit ? shown.get(limit - 1) : Long.MAX_VALUE;
        return new LedgerPage(
                site.value(),
                view.lines(),
                view.chain(),
                view.completeSince().orElse(null),
                epochs.stream().filter(e -> e.line() <= end).map(EpochRow::of).toList(),
                pads.stream().filter(p -> p.line() <= end).map(PadRow::of).toList(),
                burnt.stream().filter(b -> b.line() <= end).map(BurntRow::of).toList(),
                end == Long.MAX_VALUE ? null : end);
    }

    private static Predicate<SiteId> is(Optional<SiteId> peer) {
        return site -> peer.isEmpty() || peer.get().equals(site);
    }

    /** Puts pages together again. */
    public static LedgerSide side(List<LedgerPage> pages) {
        LedgerPage first = pages.getFirst();
        return new LedgerSide(
                new SiteId(first.site()),
                pages.stream()
                        .map(page -> Optional.ofNullable(page.completeSince()))
                        .flatMap(Optional::stream)
                        .max(Instant::compareTo),
                pages.stream().flatMap(p -> p.epochs().stream()).map(EpochRow::toEpoch).toList(),
                pages.stream().flatMap(p -> p.pads().stream()).map(PadRow::toPads).toList());
    }
}
