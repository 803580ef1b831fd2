package io.warifu.gateway.ledger;

import io.warifu.gateway.ledger.LedgerEvent.Burnt;
import io.warifu.gateway.ledger.LedgerEvent.Confirmed;
import io.warifu.gateway.ledger.LedgerEvent.Erased;
import io.warifu.gateway.ledger.LedgerEvent.Pads;
import io.warifu.gateway.ledger.LedgerEvent.PadsBurnt;
import io.warifu.gateway.ledger.LedgerEvent.Started;
import io.warifu.gateway.ledger.LedgerEvent.Switched;
import io.warifu.kernel.id.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of the ledger without its chain value: words with one blank between them.
 *
 * <pre>
 * NUMBER MILLIS started   CUT-BYTES
 * NUMBER MILLIS confirmed PEER SESSION EPOCH KEY-ID|- MODE here|peer
 * NUMBER MILLIS switched  PEER SESSION EPOCH
 * NUMBER MILLIS erased    PEER SESSION EPOCH BYTES-SENT BYTES-RECEIVED RECORDS-SENT RECORDS-RECEIVED CARRIERS
 * NUMBER MILLIS burnt     PEER KEY-ID REASON
 * NUMBER MILLIS pads      PEER BLOCK sent|received BYTES KEY-ID,KEY-ID...
 * NUMBER MILLIS padsburnt PEER KEY-ID,KEY-ID... REASON
 * </pre>
 *
 * <p>A text that {@link #parse} takes is the one that {@link #text} gives back: every line has
 * exactly one form.
 *
 * @param number of the line in the whole ledger, from 1
 * @param atMillis of the clock, since 1970
 */
record LedgerLine(long number, long atMillis, LedgerEvent event) {

    /** Longer than any line that {@link #text} makes, with its chain value. */
    static final int MAX_BYTES = 8 * 1024;

    private static final Pattern REASON = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final String NO_KEY = "-";

    LedgerLine {
        if (number < 1 || atMillis < 0) {
            throw new IllegalArgumentException("number and time of a line are positive");
        }
        if (event instanceof Burnt burnt) {
            requireCode(burnt.reasonCode());
        }
        if (event instanceof PadsBurnt(BurntPads pads)) {
            requireCode(pads.reasonCode());
        }
        if (event instanceof Confirmed(EpochEntry entry)
                && entry.keyId().isPresent() == (entry.mode() == KeyMode.PQC_ONLY)) {
            throw new IllegalArgumentException(
                    "a key id goes with a QKD key and with nothing else");
        }
    }

    private static void requireCode(String reason) {
        if (!REASON.matcher(reason).matches()) {
            throw new IllegalArgumentException("a reason is a code of letters, digits, _ and -");
        }
    }

    String text() {
        return number + " " + atMillis + " " + eventText();
    }

    private String eventText() {
        return switch (event) {
            case Started(int cutBytes) -> "started " + cutBytes;
            case Confirmed(EpochEntry entry) ->
                    "confirmed "
                            + name(entry.name())
                            + " "
                            + entry.keyId().map(UUID::toString).orElse(NO_KEY)
                            + " "
                            + entry.mode()
                            + (entry.initiatedHere() ? " here" : " peer");
            case Switched(EpochName name) -> "switched " + name(name);
            case Erased(EpochName name, EpochTotals totals) ->
                    "erased "
                            + name(name)
                            + " "
                            + Stream.of(
                                            totals.bytesSent(),
                                            totals.bytesReceived(),
                                            totals.recordsSent(),
                                            totals.recordsReceived(),
                                            (long) totals.carriers())
                                    .map(Object::toString)
                                    .collect(Collectors.joining(" "));
            case Burnt(SiteId peer, UUID keyId, String reason) ->
                    "burnt " + peer + " " + keyId + " " + reason;
            case Pads(PadUse use) ->
                    "pads "
                            + use.peer()
                            + " "
                            + use.block()
                            + (use.sentHere() ? " sent " : " received ")
                            + use.bytes()
                            + " "
                            + joined(use.keyIds());
            case PadsBurnt(BurntPads pads) ->
                    "padsburnt "
                            + pads.peer()
                            + " "
                            + joined(pads.keyIds())
                            + " "
                            + pads.reasonCode();
        };
    }

    private static String joined(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    }

    private static List<UUID> ids(String joined) {
        return List.of(joined.split(",", -1)).stream().map(UUID::fromString).toList();
    }

    private static String name(EpochName name) {
        return name.peer() + " " + name.session() + " " + Integer.toUnsignedString(name.epoch());
    }

    /** Reads a line; refuses everything that {@link #text} would have written differently. */
    static LedgerLine parse(String text) {
        String[] words = text.split(" ", -1);
        LedgerLine line;
        try {
            line = new LedgerLine(Long.parseLong(words[0]), Long.parseLong(words[1]), event(words));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new LedgerDamagedException("no line of a ledger", e);
        }
        if (!line.text().equals(text)) {
            throw new LedgerDamagedException("not the one form of this line");
        }
        return line;
    }

    private static LedgerEvent event(String[] words) {
        return switch (words[2]) {
            case "started" -> new Started(Integer.parseInt(words[3]));
            case "confirmed" ->
                    new Confirmed(
                            new EpochEntry(
                                    name(words),
                                    words[6].equals(NO_KEY)
                                            ? Optional.empty()
                                            : Optional.of(UUID.fromString(words[6])),
                                    KeyMode.valueOf(words[7]),
                                    words[8].equals("here")));
            case "switched" -> new Switched(name(words));
            case "erased" ->
                    new Erased(
                            name(words),
                            new EpochTotals(
                                    Long.parseLong(words[6]),
                                    Long.parseLong(words[7]),
                                    Long.parseLong(words[8]),
                                    Long.parseLong(words[9]),
                                    Integer.parseInt(words[10])));
            case "burnt" -> new Burnt(new SiteId(words[3]), UUID.fromString(words[4]), words[5]);
            case "pads" ->
                    new Pads(
                            new PadUse(
                                    new SiteId(words[3]),
                                    UUID.fromString(words[4]),
                                    words[5].equals("sent"),
                                    Integer.parseInt(words[6]),
                                    ids(words[7])));
            case "padsburnt" ->
                    new PadsBurnt(new BurntPads(new SiteId(words[3]), ids(words[4]), words[5]));
            default -> throw new LedgerDamagedException("no event of a ledger: " + words[2]);
        };
    }

    private static EpochName name(String[] words) {
        return new EpochName(
                new SiteId(words[3]),
                UUID.fromString(words[4]),
                Integer.parseUnsignedInt(words[5]));
    }
}
