package io.warifu.simulator.link;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Shows the links and the ledgers of their blocks. */
@RestController
@RequestMapping("/api/v1/links")
public final class LinkController {

    private final LinkFleet fleet;
    private final LinkEvents events;

    LinkController(LinkFleet fleet, LinkEvents events) {
        this.fleet = fleet;
        this.events = events;
    }

    @GetMapping
    List<LinkView> links() {
        return fleet.links().stream().map(LinkView::of).toList();
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events() {
        return events.subscribe();
    }

    @GetMapping("/{alice}/{bob}/ledgers")
    List<LedgerBook.Entry> ledgers(@PathVariable String alice, @PathVariable String bob) {
        return require(fleet, alice, bob).ledgers().list();
    }

    /** The signed file as it was written: two lines of JSON. */
    @GetMapping("/{alice}/{bob}/ledgers/{blockId}")
    ResponseEntity<byte[]> ledger(
            @PathVariable String alice, @PathVariable String bob, @PathVariable UUID blockId) {
        return require(fleet, alice, bob)
                .ledgers()
                .read(blockId)
                .map(file ->
                        ResponseEntity.ok()
                                .contentType(MediaType.parseMediaType("application/jsonl"))
                                .body(file))
                .orElseThrow(() ->
                        new WarifuException(
                                ErrorCode.NOT_FOUND, "This link has no ledger of that block."));
    }

    static LinkFleet.Member require(LinkFleet fleet, String alice, String bob) {
        try {
            return fleet.member(new LinkId(new SiteId(alice), new SiteId(bob))).orElseThrow();
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            throw new WarifuException(ErrorCode.NOT_FOUND, "This site has no such link.", e);
        }
    }
}
