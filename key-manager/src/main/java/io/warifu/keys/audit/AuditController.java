package io.warifu.keys.audit;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's door to the audit. */
@RestController
@RequestMapping("/admin/v1/audit")
final class AuditController {

    private static final int MAX_EVENTS = 1000;

    private final AuditTable table;
    private final AuditVerifier verifier;

    AuditController(AuditTable table, AuditVerifier verifier) {
        this.table = table;
        this.verifier = verifier;
    }

    /** One event of the page. */
    record EventView(
            long position,
            Instant at,
            String actor,
            @Nullable String from,
            String to,
            String subject,
            List<UUID> keyIds,
            long bits,
            String detail,
            String hash) {

        static EventView of(AuditTable.Row row) {
            ChainedEvent event = row.event();
            return new EventView(
                    event.position(),
                    event.at(),
                    event.actor(),
                    event.from().isEmpty() ? null : event.from(),
                    event.to(),
                    event.subject(),
                    event.keyIds(),
                    event.bits(),
                    event.detail(),
                    HexFormat.of().formatHex(row.hash()));
        }
    }

    /**
     * What a verification found.
     *
     * @param brokenAt position of the first event that is not what it was; null if there is none
     */
    record Verification(
            boolean whole,
            @Nullable Long brokenAt,
            long events,
            long seals,
            long notYetChained,
            @Nullable String head) {}

    /** Chained events after a position, oldest first; without one the newest, newest first. */
    @GetMapping
    List<EventView> events(
            @RequestParam @Nullable Long after, @RequestParam(defaultValue = "100") int limit) {
        int bounded = Math.clamp(limit, 1, MAX_EVENTS);
        List<AuditTable.Row> rows =
                after == null ? table.newest(bounded) : table.chained(after, bounded);
        return rows.stream().map(EventView::of).toList();
    }

    @GetMapping("/verification")
    Verification verify() {
        return switch (verifier.verify()) {
            case AuditVerifier.Whole whole ->
                    new Verification(
                            true,
                            null,
                            whole.events(),
                            whole.seals(),
                            whole.notYetChained(),
                            whole.head());
            case AuditVerifier.Broken(long position) ->
                    new Verification(false, position, position - 1, 0, 0, null);
        };
    }
}
