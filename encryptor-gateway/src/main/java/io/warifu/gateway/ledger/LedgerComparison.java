package io.warifu.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lays the ledgers of two sites side by side. Pure.
 *
 * <p>Guarantee: {@link #agrees} says that every epoch that carried anything stands in both ledgers
 * with the same session, number, key and mode, that neither end received what the other did not
 * send, and that every pad that one end used to read was used by the other to hide the same bytes.
 * Limit: what was on the way when a carrier was cut, and what an end counted that was killed, is
 * not to be had; such epochs are marked, not counted as a mismatch.
 */
public final class LedgerComparison {

    /** What may be on the way in one carrier and direction: socket buffers and a few records. */
    static final long MAX_ON_THE_WAY_BYTES = 16L * 1024 * 1024;

    /** Clocks of two sites; only used where one ledger is cut off at the front. */
    static final Duration CLOCK_SLACK = Duration.ofMinutes(5);

    /** How an epoch looks from both ends. */
    public enum Finding {
        /** Both ends tell the same story to the byte. */
        SAME(true),
        /** Not ended at one end at least; the counts are not final. */
        RUNNING(true),
        /** Something was on the way when carriers were cut. */
        CUT(true),
        /** An end was killed before it could write its counts. */
        ENDED_BY_RESTART(true),
        /** Confirmed at one end, given up before the other knew of it, and used by neither. */
        UNFINISHED(true),
        /** One end knows nothing of an epoch that the other used. */
        MISSING(false),
        /** Another key, another mode, or both ends claim the same role. */
        DIFFERENT_KEY(false),
        /** More was received than sent, or more is missing than a cut explains. */
        DIFFERENT_COUNT(false);

        private final boolean agrees;

        Finding(boolean agrees) {
            this.agrees = agrees;
        }

        public boolean agrees() {
            return agrees;
        }
    }

    /** One epoch; at least one side is there. */
    public record Row(Finding finding, Optional<LedgerEpoch> here, Optional<LedgerEpoch> there) {

        public LedgerEpoch any() {
            return here.or(() -> there).orElseThrow();
        }
    }

    /** A use of pads of which the ends tell different stories. */
    public record PadMismatch(UUID block, String why) {}

    private final List<Row> rows;
    private final List<PadMismatch> padMismatches;
    private final int padsCompared;

    private LedgerComparison(List<Row> rows, List<PadMismatch> padMismatches, int padsCompared) {
        this.rows = List.copyOf(rows);
        this.padMismatches = List.copyOf(padMismatches);
        this.padsCompared = padsCompared;
    }

    /** Compares what both ledgers say about the pair. */
    public static LedgerComparison of(LedgerSide first, LedgerSide second) {
        LedgerSide here = first.about(second.site());
        LedgerSide there = second.about(first.site());
        Optional<Instant> since =
                Stream.of(here.completeSince(), there.completeSince())
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder());
        return new LedgerComparison(
                rows(here, there, since), pads(here, there, since), padCount(here, there));
    }

    public List<Row> rows() {
        return rows;
    }

    public List<PadMismatch> padMismatches() {
        return padMismatches;
    }

    public int padsCompared() {
        return padsCompared;
    }

    public boolean agrees() {
        return padMismatches.isEmpty() && rows.stream().allMatch(row -> row.finding().agrees());
    }

    private record Key(UUID session, int epoch) {

        static Key of(LedgerEpoch epoch) {
            return new Key(epoch.name().session(), epoch.name().epoch());
        }
    }

    private static List<Row> rows(LedgerSide here, LedgerSide there, Optional<Instant> since) {
        Map<Key, LedgerEpoch> mine = byKey(here);
        Map<Key, LedgerEpoch> theirs = byKey(there);
        Set<Key> all = new LinkedHashSet<>(mine.keySet());
        all.addAll(theirs.keySet());
        List<Row> rows = new ArrayList<>();
        for (Key key : all) {
            @Nullable LedgerEpoch a = mine.get(key);
            @Nullable LedgerEpoch b = theirs.get(key);
            if (a != null && b != null) {
                rows.add(new Row(finding(a, b), Optional.of(a), Optional.of(b)));
            } else if (a != null && inBoth(a, since)) {
                rows.add(new Row(alone(a), Optional.of(a), Optional.empty()));
            } else if (b != null && inBoth(b, since)) {
                rows.add(new Row(alone(b), Optional.empty(), Optional.of(b)));
            }
        }
        rows.sort(Comparator.comparing(row -> row.any().confirmedAt()));
        return rows;
    }

    /** Whether both ledgers reach back far enough to know of this epoch. */
    private static boolean inBoth(LedgerEpoch epoch, Optional<Instant> since) {
        return since.isEmpty() || epoch.confirmedAt().isAfter(since.get().plus(CLOCK_SLACK));
    }

    private static Map<Key, LedgerEpoch> byKey(LedgerSide side) {
        return side.epochs().stream()
                .collect(
                        Collectors.toMap(
                                Key::of, Function.identity(), (a, _) -> a, LinkedHashMap::new));
    }

    private static Finding finding(LedgerEpoch a, LedgerEpoch b) {
        if (!a.entry().keyId().equals(b.entry().keyId())
                || a.entry().mode() != b.entry().mode()
                || a.entry().initiatedHere() == b.entry().initiatedHere()) {
            return Finding.DIFFERENT_KEY;
        }
        if (a.open() || b.open()) {
            return Finding.RUNNING;
        }
        if (a.totals().isEmpty() || b.totals().isEmpty()) {
            return Finding.ENDED_BY_RESTART;
        }
        EpochTotals mine = a.totals().get();
        EpochTotals theirs = b.totals().get();
        long[] missing = {
            mine.bytesSent() - theirs.bytesReceived(),
            theirs.bytesSent() - mine.bytesReceived(),
            mine.recordsSent() - theirs.recordsReceived(),
            theirs.recordsSent() - mine.recordsReceived()
        };
        if (Arrays.stream(missing).allMatch(count -> count == 0)) {
            return Finding.SAME;
        }
        long explained = MAX_ON_THE_WAY_BYTES * Math.max(mine.carriers(), theirs.carriers());
        return Arrays.stream(missing).allMatch(count -> count >= 0 && count <= explained)
                ? Finding.CUT
                : Finding.DIFFERENT_COUNT;
    }

    /**
     * An epoch that the other end does not know: in order if it was never used. The leading end
     * records an epoch before the other does, and gives it up if the conversation breaks off in
     * between; the session may go on with later ones.
     */
    private static Finding alone(LedgerEpoch epoch) {
        boolean carriedNothing = epoch.totals().map(EpochTotals::areZero).orElse(true);
        return epoch.switchedAt().isEmpty() && carriedNothing
                ? Finding.UNFINISHED
                : Finding.MISSING;
    }

    private static int padCount(LedgerSide here, LedgerSide there) {
        return (int)
                Stream.concat(here.pads().stream(), there.pads().stream())
                        .map(spent -> spent.use().block())
                        .distinct()
                        .count();
    }

    private static List<PadMismatch> pads(
            LedgerSide here, LedgerSide there, Optional<Instant> since) {
        return Stream.concat(
                        padsRead(here, there, since).stream(),
                        padsRead(there, here, since).stream())
                .toList();
    }

    /** Checks what {@code reader} read against what {@code sender} hid. */
    private static List<PadMismatch> padsRead(
            LedgerSide reader, LedgerSide sender, Optional<Instant> since) {
        Map<UUID, PadUse> hidden =
                sender.pads().stream()
                        .map(SpentPads::use)
                        .filter(PadUse::sentHere)
                        .collect(Collectors.toMap(PadUse::block, use -> use, (a, _) -> a));
        List<PadMismatch> found = new ArrayList<>();
        for (SpentPads spent : reader.pads()) {
            PadUse read = spent.use();
            if (read.sentHere()) {
                continue;
            }
            @Nullable PadUse sent = hidden.get(read.block());
            if (sent == null) {
                if (since.isEmpty() || spent.at().isAfter(since.get().plus(CLOCK_SLACK))) {
                    found.add(
                            new PadMismatch(
                                    read.block(),
                                    reader.site() + " read what " + sender.site() + " never sent"));
                }
            } else if (sent.bytes() != read.bytes() || !sent.keyIds().equals(read.keyIds())) {
                found.add(new PadMismatch(read.block(), "other keys or another length"));
            }
        }
        return found;
    }
}
